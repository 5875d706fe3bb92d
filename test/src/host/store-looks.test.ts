import { expect, test } from 'vitest';
import { knownCheck, roomCheck } from '../../../src/host/store-looks.ts';
import { act, plain } from '../../adapters/sqlite/support/requests.ts';
import { openTestStore } from '../../adapters/sqlite/support/store.ts';
import { addMachine } from '../../commands/support/lab.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const MIB = 1024 ** 2;

test.for([
  ['good', { freeBytes: 600 * MIB }, '600 MiB free on its disk', '600 MiB libres en su disco'],
  [
    'warning',
    { freeBytes: 500 * MIB },
    '500 MiB free on its disk, less than 512 MiB: labvm still works, but will refuse new requests once the disk is full',
    '500 MiB libres en su disco, menos de 512 MiB: labvm aún funciona, pero rechazará nuevas peticiones cuando se llene',
  ],
  [
    'bad',
    { freeBytes: 3 * MIB, isScarce: true },
    '3 MiB free on its disk, too little for anything new: labvm accepts only what makes room',
    '3 MiB libres en su disco, demasiado poco para nada nuevo: labvm solo acepta lo que libera espacio',
  ],
  [
    'bad',
    { freeBytes: 600 * MIB, isScarce: true, isShareUsedUp: true },
    '600 MiB free on its disk, but the disk quota of labvm’s user is used up: labvm accepts only what makes room',
    '600 MiB libres en su disco, pero la cuota del usuario de labvm está agotada: labvm solo acepta lo que libera espacio',
  ],
] as const)(
  'doctor says how the disk of the data directory stands, and what helps: %s, %j',
  async ([state, left, en, es]) => {
    const directory = '/var/lib/labvm';
    const look = async () => ({ directory, reserveBytes: 8 * MIB, isScarce: false, ...left });
    const check = await roomCheck({ look });
    expect(check).toMatchObject({ state, detail: { en: `${directory}: ${en}`, es: `${directory}: ${es}` } });
    expect(check.remedy === undefined).toBe(state === 'good');
    if (state !== 'good') expect(troubleDoc).toContain(en.replace(/^\d+/, '3'));
  },
);

test('another remedy helps against a quota than against a full disk', async () => {
  const left = { directory: '/d', freeBytes: 0, reserveBytes: 0, isScarce: true };
  const remedy = async (isShareUsedUp: boolean) =>
    (await roomCheck({ look: async () => ({ ...left, isShareUsedUp }) })).remedy;
  expect(await remedy(true)).toMatchObject({ en: expect.stringContaining('setquota') });
  expect(await remedy(false)).toMatchObject({ en: expect.stringContaining('/image prune') });
});

test('machines that the database does not know are told in words, and those that it knows are not', async () => {
  const store = openTestStore();
  const hypervisor = createFakeHypervisor();
  const ports = { jobs: store.jobs, hypervisor };
  const started = await store.jobs.start(act(await store.workers.enter(), [plain('mine')]));
  if (started.kind !== 'started') throw new Error('It did not start.');
  const size = { cpus: 1, memoryMiB: 128, diskGiB: 1 };
  const hardware = { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' } as const;
  const plan = { owner: 'ana', image: 'tiny', spec: size, hardware, createdAt: new Date() };
  hypervisor.world.add({ ...plan, requestId: started.job.id, name: 'mine' });
  expect((await knownCheck(ports)).detail).toEqual({
    en: 'knows all machines',
    es: 'conoce todas las máquinas',
  });
  addMachine(hypervisor, 'web1');
  const { detail } = await knownCheck(ports);
  expect(detail).toEqual({
    en: 'One machine that was missing from the database (web1) has been recovered from the hypervisor, with its owner and address.',
    es: 'Se ha recuperado del hipervisor una máquina que faltaba en la base de datos (web1), con su dueño y su dirección.',
  });
  expect(troubleDoc).toContain((detail as { en: string }).en);
  for (const n of [2, 3, 4, 5, 6]) addMachine(hypervisor, `web${n}`);
  expect((await knownCheck(ports)).detail).toMatchObject({
    en: '6 machines that were missing from the database (web1, web2, web3, web4, web5 … (+1)) have been recovered from the hypervisor, with their owners and addresses.',
  });
});
