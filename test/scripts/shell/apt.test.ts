import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, expect, it } from 'vitest';
import { ROOT } from '../../support/sources.ts';
import { makePrograms } from '../setup/support/clone.ts';

let bin: string;

afterEach(() => rm(bin, { recursive: true, force: true }));

/** Fetches apt's lists with an apt-get of our own. What it was asked, and how often was slept, is in `calls`. */
async function updateLists(aptGet: string) {
  const log = 'echo "$(basename "$0") $*" >>"$(dirname "$0")/calls"';
  bin = await makePrograms({ 'apt-get': `${log}\n${aptGet}`, sleep: log });
  const script = `. ${join(ROOT, 'scripts/shell/apt.sh')}; update_lists`;
  const env = { PATH: `${bin}:${process.env.PATH}` };
  const { exitCode, stderr } = await execa('bash', ['-c', script], { env, reject: false });
  const calls = (await readFile(join(bin, 'calls'), 'utf8')).trim().split('\n');
  return { exitCode, stderr, calls };
}

const LOCKED = 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)';

it('fetches the lists once where nobody is in the way', async () => {
  const updated = await updateLists('exit 0');
  expect(updated).toEqual({ exitCode: 0, stderr: '', calls: ['apt-get -qq update'] });
});

it('waits where the machine fetches them by itself at that moment', async () => {
  const { exitCode, stderr, calls } = await updateLists(
    `[ "$(grep -c apt-get "$(dirname "$0")/calls")" -gt 2 ] || { echo '${LOCKED}' >&2; exit 100; }`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(calls.map((call) => call.split(' ')[0])).toEqual([
    'apt-get',
    'sleep',
    'apt-get',
    'sleep',
    'apt-get',
  ]);
});

it('gives up where nobody lets go of the lists, and at once where something else is wrong', async () => {
  const locked = await updateLists(`echo '${LOCKED}' >&2; exit 100`);
  expect([locked.exitCode, locked.stderr]).toEqual([1, LOCKED]);
  const broken = await updateLists('echo "E: no mirror" >&2; exit 100');
  expect(broken).toEqual({ exitCode: 1, stderr: 'E: no mirror', calls: ['apt-get -qq update'] });
});
