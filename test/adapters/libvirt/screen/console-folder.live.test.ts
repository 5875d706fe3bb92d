import { chmod, lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleWay } from '../../../../adapters/libvirt/screen/console-folder.ts';
import type { Vm, VmRef } from '../../../../src/vm/vm.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { CONSOLE_FOLDER, liveLab } from '../../../contract/live-lab.ts';
import { sharedMachine } from '../../../support/shared-machine.ts';
import { standingOn } from '../image/support/hostile.ts';
import { layTrap, type Trap } from '../image/support/trap.ts';

/** What a guest writes on its console is a file of the host, of which the guest chooses the first bytes. */

const POOL = dirname(CONSOLE_FOLDER);
const lab = liveLab();
const hypervisor = lab.open();
afterAll(() => hypervisor.close());

let folder: string;
let trap: Trap;
let second: Trap;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-console-'));
  await chmod(folder, 0o755);
  trap = await layTrap(join(folder, 'trap'));
  second = await layTrap(join(folder, 'second'));
});
afterEach(async () => {
  for (const each of [trap, second]) await each.disarm();
  await rm(folder, { recursive: true });
});

const refresh = () => lab.virsh('pool-refresh', 'labvm');
const logOf = async ({ name }: Pick<Vm, 'name'>): Promise<string> =>
  /<log file='([^']+)'/.exec(await lab.virsh('dumpxml', name))?.[1] ?? '';

async function makeWith(consoles: ConsoleWay, name: string): Promise<Vm> {
  const maker = lab.open({ consoles });
  try {
    return await maker.create(planOf(name));
  } finally {
    await maker.close();
  }
}

describe('a console whose log begins as a disk that stands on a file of the host', () => {
  test('has nobody open that file, whatever is done to the pool and to other machines', async () => {
    const hostile = await hypervisor.create(planOf('hostile'));
    const log = await logOf(hostile);
    expect(log).toBe(join(CONSOLE_FOLDER, `vm-${hostile.ref}.log`));
    // As virtlogd does with what the guest says, and with what it said before.
    await writeFile(log, standingOn(trap.path));
    await writeFile(`${log}.0`, standingOn(second.path));
    // Each is told apart: who opens a FIFO that nobody waits at any more waits for ever.
    const untouched = () => expect([trap.wasOpened(), second.wasOpened()]).toEqual([false, false]);
    await refresh();
    untouched();
    const other = await hypervisor.create(planOf('bystander'));
    await hypervisor.remove(other.ref);
    untouched();
    await lab.withoutDaemon(async () => undefined);
    await refresh();
    untouched();
    expect((await hypervisor.consoleTail(hostile.ref, 4)).length).toBe(4);
    await hypervisor.remove(hostile.ref);
    await refresh();
    untouched();
    expect(await lab.files(hostile.ref)).toEqual([]);
  });

  test('has libvirt open it where the log is among the pool’s files, and no delete of ours has libvirt look', async () => {
    const old = await makeWith('pool', 'of-an-older-labvm');
    const log = await logOf(old);
    expect(dirname(log)).toBe(POOL);
    await writeFile(log, standingOn(trap.path));
    const other = await hypervisor.create(planOf('bystander'));
    await hypervisor.remove(other.ref);
    expect(trap.wasOpened()).toBe(false);
    await refresh();
    await trap.opened;
    await hypervisor.remove(old.ref);
    expect(await lab.files(old.ref)).toEqual([]);
  });
});

test('virtlogd writes into root’s folder, and only root may enter', async () => {
  const { name, ref } = sharedMachine();
  const log = await logOf({ name });
  expect(log).toBe(join(CONSOLE_FOLDER, `vm-${ref}.log`));
  const tail = async () => Buffer.from(await hypervisor.consoleTail(ref as VmRef, 100_000)).toString();
  await expect.poll(tail).toMatch(/\S{4}/);
  expect((await readFile(log)).length).toBeGreaterThan(0);
  const { uid, mode } = await lstat(CONSOLE_FOLDER);
  expect([uid, mode & 0o777]).toEqual([0, 0o700]);
  expect((await lstat(log)).mode & 0o077).toBe(0);
  await refresh();
  expect(await lab.virsh('vol-list', 'labvm')).not.toContain(`vm-${ref}.log`);
});

test('the console of a machine that an older labvm made is read and removed where it is', async () => {
  const old = await makeWith('pool', 'of-an-older-labvm');
  const log = await logOf(old);
  await writeFile(log, 'what it said');
  expect(Buffer.from(await hypervisor.consoleTail(old.ref, 4)).toString()).toBe('said');
  for (const ending of ['.0', '.1']) await writeFile(`${log}${ending}`, 'much text');
  await hypervisor.remove(old.ref);
  expect(await lab.files(old.ref)).toEqual([]);
});
