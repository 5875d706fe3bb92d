import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockSum, makeClone, makePrograms } from './support/clone.ts';

/*
 * What set-up does to the clone, and what it does without root. In a lab whose libvirt belongs to root alone, so
 * that another user misses something that only root can give.
 */

let clone: string;
let folders: string[];

beforeEach(async () => {
  clone = await makeClone();
  folders = [clone];
});

afterEach(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

interface SetupOptions {
  readonly as?: 'nobody';
  readonly env?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
}

async function setup({ as, env = {}, programs = {} }: SetupOptions = {}) {
  const bin = await makePrograms(programs);
  folders.push(bin);
  const become = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'];
  const command = ['bash', join(clone, 'scripts/setup.sh')];
  const [file = '', ...args] = as === undefined ? command : ['setpriv', ...become, ...command];
  const result = await execa(file, args, {
    reject: false,
    stdin: 'ignore',
    env: { LANG: 'C', LC_ALL: '', LABVM_SETUP: '', PATH: `${bin}:${process.env.PATH}`, ...env },
  });
  return { status: result.exitCode, lines: result.stderr.split('\n'), stdout: result.stdout };
}

const NO_SUDO = { sudo: 'exit 1' };

it('without root or sudo names the one command that an administrator must run', async () => {
  const { status, lines, stdout } = await setup({ as: 'nobody', programs: NO_SUDO });
  expect(status).toBe(1);
  expect(lines.at(-2)).toMatch(/administrator/);
  expect(lines.at(-1)).toMatch(/^ {2}env LABVM_SETUP_USER=nobody .*bash .*\/scripts\/setup\.sh all\s*$/);
  expect(lines.at(-1)).toContain(clone);
  expect(stdout).toBe('');
});

it('says so in Spanish too', async () => {
  const { lines } = await setup({ as: 'nobody', programs: NO_SUDO, env: { LANG: 'es_ES.UTF-8' } });
  expect(lines.at(-2)).toMatch(/Un administrador/);
});

it('uses sudo where it asks for no password, and stops if that fails', async () => {
  // Stands in for sudo: says what it was asked to run, and fails like a set-up that failed.
  const sudo = 'if [ "$2" = true ]; then exit 0; fi\necho "sudo $*" >&2\nexit 3';
  const { status, lines } = await setup({ as: 'nobody', programs: { sudo } });
  expect(status).toBe(3);
  expect(lines.at(-1)).toMatch(/^sudo -n env LABVM_SETUP_USER=nobody .*scripts\/setup\.sh all$/);
});

it('leaves the host alone when it is told to', async () => {
  const { status, lines } = await setup({ env: { LABVM_SETUP: 'off' } });
  expect({ status, lines }).toEqual({ status: 0, lines: ['labvm: node_modules: up to date'] });
  await writeFile(join(clone, '.env'), '# mine\nLABVM_SETUP="off"  # for now\n');
  expect((await setup()).lines).toEqual(lines);
});

it('runs npm ci without install scripts when the lock has changed, and only then', async () => {
  const npm = 'echo "npm $*"';
  const off = { env: { LABVM_SETUP: 'off' }, programs: { npm } };
  await writeFile(join(clone, 'package-lock.json'), '{}');
  const first = await setup(off);
  expect(first.lines).toEqual([
    'labvm: node_modules: npm ci …',
    'npm ci --ignore-scripts --no-audit --no-fund --loglevel=error',
  ]);
  expect(first.stdout).toBe('');
  expect((await readFile(join(clone, 'node_modules/.labvm-lock'), 'utf8')).trim()).toBe(await lockSum(clone));
  expect((await setup(off)).lines).toEqual(['labvm: node_modules: up to date']);
});

it('tries npm ci again after it has failed, and says what to do', async () => {
  await writeFile(join(clone, 'package-lock.json'), '{}');
  const off = { env: { LABVM_SETUP: 'off' }, programs: { npm: 'echo no network >&2; exit 1' } };
  for (const attempt of [1, 2]) {
    const { status, lines } = await setup(off);
    expect(status, `attempt ${attempt}`).toBe(1);
    expect(lines.slice(-2)).toEqual(['no network', expect.stringMatching(/npm ci failed.*registry/)]);
  }
});

it('waits for another set-up of the same clone, and says so', async () => {
  const other = execa('flock', [clone, 'sh', '-c', 'echo locked; read line'], { reject: false });
  await new Promise((resolve) => other.stdout?.once('data', resolve));
  const waiting = execa('bash', [join(clone, 'scripts/setup.sh')], {
    env: { LANG: 'C', LC_ALL: '', LABVM_SETUP: 'off' },
  });
  const said = await new Promise((resolve) => waiting.stderr?.once('data', (data) => resolve(String(data))));
  expect(said).toMatch(/another set-up is running/);
  other.stdin?.end('\n');
  expect((await waiting).stderr).toMatch(/up to date$/);
  await other;
});

it('refuses a mode that it does not know', async () => {
  const result = await execa('bash', [join(clone, 'scripts/setup.sh'), 'everything'], { reject: false });
  expect([result.exitCode, result.stderr]).toEqual([64, 'usage: setup.sh [all|tools]']);
});
