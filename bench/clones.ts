import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { createLibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { silentLog } from '../src/base/log.ts';
import { alternate, compared, type Figure } from './measure.ts';

/** A class. */
const MACHINES = 30;

/**
 * Thirty machines of one image, each with its own disk and definition and none started, against thirty overlays that
 * `qemu-img create -b` makes in a loop.
 */
export async function benchClones(
  socketPath: string,
  dataDir: string,
  base: string,
  rounds: number,
): Promise<readonly Figure[]> {
  const hypervisor = createLibvirtHypervisor({
    socketPath,
    dataDir,
    kvmUsable: false,
    programs: createPrograms(),
    log: silentLog,
  });
  await hypervisor.list();
  const ours = async () => {
    const plans = Array.from({ length: MACHINES }, (_, place) => planOf(`clone-${place}`));
    const startedAt = performance.now();
    const vms = await Promise.all(plans.map((plan) => hypervisor.create(plan)));
    const took = performance.now() - startedAt;
    for (const { ref } of vms) await hypervisor.remove(ref);
    return took;
  };
  const folder = join(base, '..');
  const theirs = async () => {
    const files = Array.from({ length: MACHINES }, (_, place) => join(folder, `bench-${place}.qcow2`));
    const startedAt = performance.now();
    for (const file of files) {
      await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, file, '1G']);
    }
    const took = performance.now() - startedAt;
    for (const file of files) await rm(file);
    return took;
  };
  const found = await alternate(rounds, ours, theirs);
  await hypervisor.close();
  return [
    compared(
      `${MACHINES} machines of one image, qemu-img create -b in a loop`,
      found.ours,
      found.theirs,
      1.0,
    ),
  ];
}

function planOf(name: string) {
  return {
    requestId: randomUUID(),
    name,
    owner: 'bench',
    image: 'tiny',
    spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
    createdAt: new Date(),
  } as const;
}
