import { stat } from 'node:fs/promises';
import type { VmRef } from '../../../src/vm/vm.ts';
import type { Machines } from '../machine/machines.ts';
import { isOwn } from '../machine/own-machine.ts';

const GIB = 1024 ** 3;

/** What stat(2) counts in, whatever the file system's blocks are. */
const BLOCK_BYTES = 512;

/**
 * How much the disk that each machine writes to now holds on the host, in GiB: the file system knows it without QEMU being asked. Those
 * of another host's, or that this user may not see, are left out.
 */
export async function diskUse(
  machines: Pick<Machines, 'all'>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<VmRef, number>> {
  const own = (await machines.all(signal)).filter(isOwn);
  const found = await Promise.all(
    own.map(async ({ domain, definition }): Promise<readonly (readonly [VmRef, number])[]> => {
      // After a snapshot, or what another tool did, it is no longer the one that labvm made: that one grows no more.
      const [disk] = definition.disks;
      const size = disk?.file ? await stat(disk.file).catch(() => null) : null;
      return size ? [[domain.uuid as VmRef, (size.blocks * BLOCK_BYTES) / GIB]] : [];
    }),
  );
  return new Map(found.flat());
}
