import { expect, test } from 'vitest';
import { knownCheck, roomCheck } from '../../../src/host/store-looks.ts';
import { act, plain } from '../../adapters/sqlite/support/requests.ts';
import { openTestStore } from '../../adapters/sqlite/support/store.ts';
import { addMachine } from '../../commands/support/lab.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const MIB = 1024 ** 2;

test.for([
  [600, false, 'good'],
  [500, false, 'warning'],
  [3, true, 'bad'],
] as const)(
  'doctor warns of the disk of the data directory early: %i MiB',
  async ([mebibytes, isScarce, state]) => {
    const look = async () => ({
      ...{ directory: '/var/lib/labvm', freeBytes: mebibytes * MIB, reserveBytes: 8 * MIB, isScarce },
    });
    const check = await roomCheck({ look });
    expect(check).toMatchObject({
      state,
      detail: {
        en: `/var/lib/labvm: ${mebibytes} MiB free on its disk`,
        es: `/var/lib/labvm: ${mebibytes} MiB libres en su disco`,
      },
    });
    expect(check.remedy === undefined).toBe(state === 'good');
  },
);

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
    en: 'knows every machine',
    es: 'conoce todas las máquinas',
  });
  addMachine(hypervisor, 'web1');
  const { detail } = await knownCheck(ports);
  expect(detail).toEqual({
    en: 'One machine that the database did not know (web1) is known again from the hypervisor, with its owner and its address.',
    es: 'Por el hipervisor se vuelve a conocer una máquina que no estaba en la base de datos (web1), con su dueño y su dirección.',
  });
  expect(troubleDoc).toContain((detail as { en: string }).en);
  for (const n of [2, 3, 4, 5, 6]) addMachine(hypervisor, `web${n}`);
  expect((await knownCheck(ports)).detail).toMatchObject({
    en: '6 machines that the database did not know (web1, web2, web3, web4, web5 … (+1)) are known again from the hypervisor, with their owners and addresses.',
  });
});
