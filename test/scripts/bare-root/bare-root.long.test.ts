import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { ROOT } from '../../support/sources.ts';

const ENTER = join(ROOT, 'scripts/bare-root/enter.sh');
const PROOF = 'test/scripts/bare-root/support/prove.sh';
/** Some of each lane: what needs programs, the image and libvirt. */
const PARTS = ['test/scripts/programs', 'test/scripts/tiny', 'test/adapters/libvirt/rpc/daemon'];
/** Half a gigabyte is downloaded and unpacked, on a machine that may have other work. */
const WHOLE_MS = 10 * PATIENCE_MS;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp('/var/tmp/labvm-test-bare-');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function enter(...command: readonly string[]) {
  // Whoever is told to end has ten seconds for what does not heed the signal.
  const options = { reject: false, all: true, forceKillAfterDelay: false } as const;
  return execa('bash', [ENTER, '--', ...command], { ...options, env: { TMPDIR: folder } });
}

async function whatIsLeft() {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return { files: await readdir(folder), mounts: mounts.split('\n').filter((line) => line.includes(folder)) };
}

const NOTHING = { files: [], mounts: [] };

it('passes tests and makes a machine where nothing was ever installed', {
  timeout: WHOLE_MS,
}, async () => {
  const { all, exitCode } = await enter('bash', PROOF, ...PARTS);
  const end = all.split('\n').slice(-100).join('\n');
  expect(end).toMatch(/^== npm start: 0$/m);
  expect(all).toMatch(/^== npm test: 0$/m);
  expect(all).toMatch(/^\d+ passed, 0 failed$/m);
  expect(all).toMatch(/"name":"web1"/);
  expect(exitCode).toBe(0);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('leaves nothing when it is ended in the middle', async () => {
  const entering = enter('true');
  await new Promise((resolve) => entering.stderr.once('data', resolve));
  entering.kill('SIGTERM');
  expect((await entering).exitCode).not.toBe(0);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('says how it is used', async () => {
  const { exitCode, all } = await execa('bash', [ENTER], { reject: false, all: true });
  expect([exitCode, all]).toEqual([70, 'bare-root: usage: enter.sh -- <command> [argument…]']);
});
