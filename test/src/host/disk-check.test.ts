import { expect, it } from 'vitest';
import { say } from '../../../src/base/text.ts';
import { checkDisks } from '../../../src/host/disk-check.ts';
import { addMachine } from '../../commands/support/lab.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const SHARE = { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 };

async function look(freeDiskGiB: number, stalled: readonly string[] = []) {
  const hypervisor = createFakeHypervisor();
  hypervisor.world.host.freeDiskGiB = freeDiskGiB;
  for (const name of stalled) {
    addMachine(hypervisor, name);
    hypervisor.world.stall(name, 'disk-full');
  }
  const [check] = await checkDisks(hypervisor, SHARE);
  if (!check) throw new Error('There is no disk.');
  const { name, state, detail, remedy } = check;
  const said = { en: say(detail, 'en'), es: say(detail, 'es') };
  const helps = remedy === undefined ? undefined : { en: say(remedy, 'en'), es: say(remedy, 'es') };
  return { name, state, said, remedy: helps };
}

it('a disk with room is well', async () => {
  expect(await look(77.4)).toEqual({
    name: 'disk',
    state: 'good',
    said: { en: '77.4 GiB of 100 GiB free', es: '77.4 GiB de 100 GiB libres' },
    remedy: undefined,
  });
});

it('a disk below its reserve is warned of, before anything stops', async () => {
  const { state, said, remedy } = await look(1.5);
  expect(state).toBe('warning');
  expect(said).toEqual({
    en: '1.5 GiB of 100 GiB free, less than the 2 GiB to be kept free: no machine is started, and those that run stop when it is full',
    es: '1.5 GiB de 100 GiB libres, menos de los 2 GiB que deben quedar libres: no se arranca ninguna máquina, y las que están en marcha se pararán cuando se llene',
  });
  expect(remedy).toEqual({
    en: 'Make room: /vm delete, /image prune, or remove what else lies on that disk.',
    es: 'Libere espacio: /vm delete, /image prune, o borre otras cosas que haya en ese disco.',
  });
  expect(troubleDoc).toContain(said.en.replace(/^.*free, /, ''));
});

it('a disk without the room that a paused machine needs is bad', async () => {
  const { state, said } = await look(0.05);
  expect(state).toBe('bad');
  expect(said).toEqual({
    en: '51 MiB of 100 GiB free, less than the 100 MiB that one machine needs to write: those that run stop one after the other',
    es: '51 MiB de 100 GiB libres, menos de los 100 MiB que una máquina necesita para escribir: las que están en marcha se irán parando',
  });
  expect(troubleDoc).toContain(said.en.replace(/^.*free, /, ''));
});

it('machines that it has paused are named, with what lets them go on', async () => {
  const { state, said, remedy } = await look(50, ['web1', 'web2']);
  expect(state).toBe('bad');
  expect(said).toEqual({
    en: '50 GiB of 100 GiB free; paused because they could not write to their disks: web1, web2',
    es: '50 GiB de 100 GiB libres; en pausa por no poder escribir en sus discos: web1, web2',
  });
  expect(remedy?.en).toMatch(/Then: \/vm resume web1, \/vm resume web2$/);
  expect(remedy?.es).toMatch(/Después: \/vm resume web1, \/vm resume web2$/);
});

it('each host’s disk is looked at by itself, with its own machines', async () => {
  const hypervisor = createFakeHypervisor();
  addMachine(hypervisor, 'web1');
  hypervisor.world.stall('web1', 'disk-full');
  const [host] = await hypervisor.hosts();
  if (!host) throw new Error('There is no host.');
  const list = await hypervisor.list();
  const checks = await checkDisks(
    {
      hosts: async () => [
        { ...host, name: 'lab1', freeDiskGiB: 77 },
        { ...host, name: 'lab2', freeDiskGiB: 1.5 },
        { ...host, name: 'lab3', freeDiskGiB: 50 },
      ],
      list: async () => ({ ...list, vms: list.vms.map((vm) => ({ ...vm, host: 'lab3' })) }),
    },
    SHARE,
  );
  expect(checks.map(({ state }) => state)).toEqual(['good', 'warning', 'bad']);
});
