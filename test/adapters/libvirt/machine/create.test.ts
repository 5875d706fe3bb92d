import { expect, test } from 'vitest';
import { createMachine } from '../../../../adapters/libvirt/machine/create.ts';
import { aPlan } from '../support.ts';

/** Of everything that a creation works with, as much as it asks before it makes anything. */
function portsWith({ uefi, virtualSizeBytes = 1 }: { uefi: boolean; virtualSizeBytes?: number }) {
  const image = { path: '/pool/image', format: 'qcow2', virtualSizeBytes };
  const ports = {
    machines: { byUuid: async () => null, byName: async () => null, all: async () => [] },
    images: { get: async () => image },
    abilities: { accelerated: async () => false, uefi: async () => uefi },
    network: 'labvm',
  };
  return ports as unknown as Parameters<typeof createMachine>[1];
}

test('UEFI on a host without a firmware is refused with a remedy', async () => {
  const plan = aPlan({ hardware: { firmware: 'uefi', diskBus: 'virtio', nicModel: 'virtio' } });
  await expect(createMachine(plan, portsWith({ uefi: false }))).rejects.toMatchObject({
    kind: 'unsupported',
    hint: { en: expect.stringContaining('ovmf') },
  });
});

test('a disk that is too small for the image is refused with the least it needs', async () => {
  const plan = aPlan({ spec: { cpus: 1, memoryMiB: 128, diskGiB: 2 } });
  const ports = portsWith({ uefi: true, virtualSizeBytes: 5 * 1024 ** 3 });
  await expect(createMachine(plan, ports)).rejects.toMatchObject({
    kind: 'unsupported',
    hint: { en: expect.stringContaining('5 GiB') },
  });
});
