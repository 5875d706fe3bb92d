import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A process of its own that speaks line by line. */
export interface Child {
  readonly pid: number;
  /** The next line that it writes. */
  line(): Promise<string>;
  say(line: string): void;
  kill(): Promise<void>;
  /** Resolves with the signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

/** Runs a script beside this file's folder, ended with the test at the latest. */
export function startChild(script: URL, args: readonly string[]): Child {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [fileURLToPath(script), ...args]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(([, signal]) => signal as NodeJS.Signals | null);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    pid: child.pid ?? -1,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The child ended without a line. ${errors}`);
      return value;
    },
    say: (line) => child.stdin.write(`${line}\n`),
    kill,
    ended,
  };
}
