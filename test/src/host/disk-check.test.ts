import { expect, it, vi } from 'vitest';
import { say } from '../../../src/base/text.ts';
import { checkDisks, diskLook } from '../../../src/host/disk-check.ts';
import type { Stall } from '../../../src/vm/vm.ts';
import { addMachine } from '../../commands/support/lab.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const SHARE = { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 };

async function look(
  freeDiskGiB: number,
  stalled: readonly string[] = [],
  stall: (name: string) => Stall = () => 'disk-full',
) {
  const hypervisor = createFakeHypervisor();
  hypervisor.world.host.freeDiskGiB = freeDiskGiB;
  for (const name of stalled) {
    addMachine(hypervisor, name);
    hypervisor.world.stall(name, stall(name));
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
    en: '1.5 GiB of 100 GiB free, less than the reserve of 2 GiB: machines cannot be started, and running ones stop when the disk is full',
    es: '1.5 GiB de 100 GiB libres, menos que la reserva de 2 GiB: no se pueden arrancar máquinas, y las que están en marcha se pararán cuando se llene el disco',
  });
  expect(remedy).toEqual({
    en: 'Make room: /vm delete, /image prune, or remove other files from that disk.',
    es: 'Libere espacio: /vm delete, /image prune, o borre otros ficheros de ese disco.',
  });
  expect(troubleDoc).toContain(said.en.replace(/^.*free, /, ''));
});

it('a disk without the room that a paused machine needs is bad', async () => {
  const { state, said } = await look(0.05);
  expect(state).toBe('bad');
  expect(said).toEqual({
    en: '51 MiB of 100 GiB free, less than the 100 MiB that one machine needs to write: running machines will stop one after the other',
    es: '51 MiB de 100 GiB libres, menos de los 100 MiB que una máquina necesita para escribir: las máquinas en marcha se irán parando',
  });
  expect(troubleDoc).toContain(said.en.replace(/^.*free, /, ''));
});

it('machines that it paused when it was full are named, and told to make room before they are resumed', async () => {
  const { state, said, remedy } = await look(0.05, ['web1', 'web2']);
  expect(state).toBe('bad');
  expect(said).toEqual({
    en: '51 MiB of 100 GiB free; paused when the disk was full: web1, web2',
    es: '51 MiB de 100 GiB libres; en pausa desde que se llenó el disco: web1, web2',
  });
  expect(remedy).toEqual({
    en: 'Make room: /vm delete, /image prune, or remove other files from that disk. Then: /vm resume web1, /vm resume web2',
    es: 'Libere espacio: /vm delete, /image prune, o borre otros ficheros de ese disco. Después: /vm resume web1, /vm resume web2',
  });
  expect(troubleDoc).toContain('paused when the disk was full: web1');
});

it('where there is room again, nobody is told to make some', async () => {
  const { said, remedy } = await look(50, ['web1']);
  expect(said.en).toBe('50 GiB of 100 GiB free; paused when the disk was full: web1');
  expect(remedy).toEqual({
    en: 'There is room again, and nothing was lost. Then: /vm resume web1',
    es: 'Vuelve a haber espacio, y no se ha perdido nada. Después: /vm resume web1',
  });
});

it('errors of a disk with room are no full disk, and are for an administrator', async () => {
  const { state, said, remedy } = await look(50, ['web1'], () => 'disk-error');
  expect(state).toBe('bad');
  expect(said).toEqual({
    en: '50 GiB of 100 GiB free; paused because of disk errors: web1',
    es: '50 GiB de 100 GiB libres; en pausa por errores de disco: web1',
  });
  expect(remedy).toEqual({
    en: 'An administrator can find out why the disk fails: journalctl -k. Then: /vm resume web1',
    es: 'Un administrador puede averiguar por qué falla el disco: journalctl -k. Después: /vm resume web1',
  });
  expect(troubleDoc).toContain('paused because of disk errors: web1');
});

it('each machine is named with what stopped it', async () => {
  const { said, remedy } = await look(50, ['web1', 'web2'], (name) =>
    name === 'web1' ? 'disk-full' : 'disk-error',
  );
  expect(said.en).toBe(
    '50 GiB of 100 GiB free; paused when the disk was full: web1; paused because of disk errors: web2',
  );
  expect(remedy?.en).toBe(
    'An administrator can find out why the disk fails: journalctl -k. Then: /vm resume web2. There is room again, and nothing was lost. Then: /vm resume web1',
  );
});

it('of many machines twenty are named, with the orders for these, and the rest counted', async () => {
  const names = Array.from({ length: 23 }, (_, index) => `web${index + 1}`);
  const { said, remedy } = await look(0.05, names);
  expect(said.en).toMatch(/: web1, .*, web20 … \(\+3\)$/);
  expect(remedy?.en).toMatch(/Then: \/vm resume web1, .*, \/vm resume web20 … \(\+3\)$/);
  expect(remedy?.es).not.toContain('web21');
});

it('ends with the report', async () => {
  const hypervisor = createFakeHypervisor();
  const [hosts, list] = [vi.spyOn(hypervisor, 'hosts'), vi.spyOn(hypervisor, 'list')];
  const { signal } = new AbortController();
  await diskLook(hypervisor, SHARE).look(signal);
  for (const asked of [hosts, list]) expect(asked).toHaveBeenCalledWith({ signal });
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
