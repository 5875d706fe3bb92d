import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inLab } from '../lab-host/support/enter.ts';
import { makeClone } from './support/clone.ts';

/* The whole set-up of a host on which nothing was ever set up: a lab emptied before. */

let folder: string;
let clone: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-test-host-'));
  clone = await makeClone();
});

afterEach(async () => {
  for (const path of [folder, clone]) await rm(path, { recursive: true, force: true });
});

/** Runs one of the scripts in support/ on a bare host. It finds the clone in CLONE. */
async function onBareHost(script: string): Promise<string> {
  const support = join(import.meta.dirname, 'support');
  const [file, ...args] = inLab('bash', join(support, 'bare-host.sh'), 'bash', join(support, script));
  const env = { TMPDIR: folder, CLONE: clone, LANG: 'C', LC_ALL: '' };
  const { stdout } = await execa(file, args, { env, stderr: 'inherit' });
  return stdout;
}

/** The output of a script, cut at its lines `== <name>`. */
function sections(output: string): ReadonlyMap<string, string> {
  const parts = output.split(/^== (.*)$/m).slice(1);
  return new Map(
    parts.flatMap((part, index) => (index % 2 === 0 ? [[part, (parts[index + 1] ?? '').trim()]] : [])),
  );
}

it('makes everything, and the second time finds it so', async () => {
  const said = sections(await onBareHost('set-up-twice.sh'));
  const steps = (name: string) =>
    said
      .get(name)
      ?.split('\n')
      .map((line) => line.split(': ')[1]) ?? [];
  const all =
    'node_modules packages Node KVM,network hook,libvirt,access,data directory,names,network,network rules,storage pool,image';
  const expected = all.split(',').flatMap((part, index) => (index === 0 ? part.split(' ') : [part]));
  expect([...new Set(steps('first'))]).toEqual(expected);
  expect(steps('second')).toEqual(expected);
  expect(said.get('first')).toMatch(/libvirt: started/);
  expect(said.get('second')).toMatch(/libvirt: running/);
  expect(said.get('state after')).toBe(said.get('state before'));
  expect(said.get('stdout')).toBe('');
});

it('makes a libvirt that runs guests and lets go of them, and does not see a dead KVM', async () => {
  const said = sections(await onBareHost('guest-by-hand.sh'));
  expect(said.get('verdict')).toMatch(/^(works|no-cpu-flag|no-device|no-permission|dead)$/);
  expect(said.get('kvm hidden')).toBe(said.get('verdict') === 'dead' ? 'yes' : 'no');
  expect(said.get('guest')).toBe('running');
  expect(said.get('after its terminal ended')).toBe('running');
});

it('is safe to run twice at once: one makes it, the other waits and finds it', async () => {
  const said = sections(await onBareHost('set-up-at-once.sh'));
  expect([said.get('status of one'), said.get('status of the other')]).toEqual(['0', '0']);
  const both = [said.get('one') ?? '', said.get('the other') ?? ''];
  expect(both.filter((text) => text.includes('another set-up is running'))).toHaveLength(1);
  expect(both.filter((text) => text.includes('libvirt: started'))).toHaveLength(1);
  expect(both.filter((text) => text.includes('libvirt: running'))).toHaveLength(1);
});

it('mends a network that makes guests wait, but not while machines are on it', async () => {
  const said = sections(await onBareHost('network-that-differs.sh'));
  expect(said.get('with a machine')).toMatch(/stp on.*left as it is: 1 network card/);
  expect(said.get('bridge with a machine')).toMatch(/stp=.on/);
  expect(said.get('bridge without')).toMatch(/stp=.off.*delay=.0/);
  expect(said.get('subnet without')).toBe(said.get('subnet with a machine'));
});
