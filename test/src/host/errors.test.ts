import { describe, expect, it, test } from 'vitest';
import { capacitiesOf } from '../../../src/host/capacity.ts';
import { amountOfDisk } from '../../../src/host/disk-amount.ts';
import { noAddresses, noCapacity } from '../../../src/host/errors.ts';
import type { Shortage } from '../../../src/host/place.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const FACTS = {
  name: 'lab1',
  acceleration: 'kvm',
  memoryMiB: 8000,
  freeMemoryMiB: 900,
  freeDiskGiB: 4.5,
} as const;
const RUNNING = { isOn: true, memoryMiB: 436, diskGiB: 10, heldGiB: 2 };
const [LAB1] = capacitiesOf([FACTS], [RUNNING], 0, {
  reserve: { memoryMiB: 500, diskGiB: 2 },
  diskOvercommit: 4,
});

function shortage(more: Omit<Shortage, 'host' | 'figures'>, host = 'lab1'): Shortage {
  if (!LAB1) throw new Error('There is no host.');
  return { host, figures: LAB1.figures, ...more };
}

describe('where there is one host', () => {
  it('its disk is named, what is kept free, and how running machines may grow', () => {
    const error = noCapacity([shortage({ what: 'diskGiB', asked: 10, free: 2 })]);
    expect(error.code).toBe('no-capacity');
    expect(error.text).toEqual({
      en: 'The host does not have that much left: this takes 10 GiB of disk, and it has 2 left. Its disk has 4.5 GiB free, 2 GiB are kept in reserve, and the disks of running machines may grow by 8 GiB.',
      es: 'Al anfitrión no le queda tanto: esto requiere 10 GiB de disco; disponibles: 2. Su disco tiene 4.5 GiB libres, 2 GiB quedan en reserva y los discos de las máquinas en marcha pueden crecer 8 GiB más.',
    });
    expect(error.hint?.en).toMatch(/\/vm delete, \/image prune/);
    expect(troubleDoc).toContain(error.text.en);
  });

  it('the memory is named that is free now and that running machines may take', () => {
    const error = noCapacity([shortage({ what: 'memoryMiB', asked: 1088, free: 400 })]);
    expect(error.text).toEqual({
      en: 'The host does not have that much left: this takes 1088 MiB of memory, including what the host needs to run it, and it has 400 left. Of its 8000 MiB, 900 are free now, 500 are kept in reserve, and running machines may still take 500.',
      es: 'Al anfitrión no le queda tanto: esto requiere 1088 MiB de memoria, contando lo que el anfitrión necesita para ejecutarla; disponibles: 400. De sus 8000 MiB, 900 están libres ahora, 500 quedan en reserva y las máquinas en marcha pueden ocupar todavía 500.',
    });
    expect(troubleDoc).toContain(error.text.en);
  });
});

test('where there are several, it is said what is short where', () => {
  const error = noCapacity([
    shortage({ what: 'memoryMiB', asked: 6208, free: 4096 }),
    shortage({ what: 'diskGiB', asked: 20, free: 7 }, 'lab2'),
  ]);
  expect(error.text).toEqual({
    en: 'No host has that much left: lab1 would have to provide 6208 MiB of memory, including what the host needs to run it, but has 4096 left; lab2 would have to provide 20 GiB of disk, but has 7 left.',
    es: 'A ningún anfitrión le queda tanto: lab1 tendría que dar 6208 MiB de memoria, contando lo que el anfitrión necesita para ejecutarla; disponibles: 4096; lab2 tendría que dar 20 GiB de disco; disponibles: 7.',
  });
});

test('where there is none, that is said', () => {
  expect(noCapacity([])).toMatchObject({
    code: 'no-capacity',
    text: { en: expect.stringContaining('No host') },
  });
});

test('addresses that the network has not are counted', () => {
  expect(noAddresses(2, 1).text.en).toBe(
    'The host does not have that much left: this takes 2 addresses on the network, and it has 1 left.',
  );
  expect(noAddresses(1, 0).text.es).toBe(
    'Al anfitrión no le queda tanto: esto requiere 1 dirección en la red; disponibles: 0.',
  );
});

test.each([
  [0, '0 MiB'],
  [100 / 1024, '100 MiB'],
  [0.5, '512 MiB'],
  [1, '1 GiB'],
  [77.48, '77.4 GiB'],
])('%s GiB are %s', (gib, words) => {
  expect(amountOfDisk(gib)).toBe(words);
});
