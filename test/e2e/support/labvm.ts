import { fileURLToPath } from 'node:url';
import { execa, type ResultPromise } from 'execa';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** One answer of `--json`, as docs/json.md describes it. */
export interface JsonAnswer {
  readonly ok: boolean;
  readonly command: string;
  readonly view: { readonly tone: string; readonly title: string | null; readonly text: string };
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
  readonly vm?: JsonVm;
  readonly vms?: readonly JsonVm[];
  readonly images?: readonly { readonly id: string; readonly present: boolean }[];
  readonly job?: { readonly id: string; readonly state: string };
  readonly jobs?: readonly { readonly id: string; readonly state: string; readonly vm: string | null }[];
  readonly log?: string;
  readonly checks?: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

export interface JsonVm {
  readonly name: string;
  readonly power: string;
  readonly addresses: readonly { readonly ip: string; readonly family: string; readonly source: string }[];
  readonly spec: { readonly cpus: number; readonly memoryMiB: number; readonly diskGiB: number };
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
}

/** As `npm start` has it: a process that finds itself compiled starts in half the time. */
const COMPILED = fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url));

/** Starts the real program; its stdin is a pipe that stays open. */
export function spawnLabvm(
  args: readonly string[],
  { env = {} }: Options = {},
): ResultPromise<{ reject: false; stdin: 'pipe' }> {
  return execa(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: { LANG: 'C', NODE_COMPILE_CACHE: COMPILED, ...env },
    reject: false,
    stdin: 'pipe',
  });
}

/** Runs one command line with `--json` to its end. */
export async function json(line: string, options: Options = {}): Promise<JsonAnswer> {
  const child = spawnLabvm(['--json', line], options);
  child.stdin.end();
  const { stdout, stderr } = await child;
  const lines = stdout.split('\n');
  if (lines.length !== 1 || lines[0] === '')
    throw new Error(`${line}: expected one line of JSON, got ${stdout}\n${stderr}`);
  return JSON.parse(lines[0] as string) as JsonAnswer;
}

/** As `json`, for a command that must succeed. */
export async function succeed(line: string, options: Options = {}): Promise<JsonAnswer> {
  const answer = await json(line, options);
  if (!answer.ok) throw new Error(`${line}: ${JSON.stringify(answer.error)}`);
  return answer;
}

/** Runs lines from a pipe, plain text out. */
export async function pipe(lines: readonly string[], options: Options = {}) {
  const child = spawnLabvm([], options);
  child.stdin.end(`${lines.join('\n')}\n`);
  const { stdout, stderr, exitCode } = await child;
  return { stdout, stderr, exitCode };
}
