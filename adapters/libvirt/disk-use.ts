import { stat } from 'node:fs/promises';
import type { VmRef } from '../../src/vm/vm.ts';
import { isDiskOf } from './ids.ts';
import type { Machines } from './machines.ts';
import { isOwn } from './own.ts';

const GIB = 1024 ** 3;

/** What stat(2) counts in, whatever the file system's blocks are. */
const BLOCK_BYTES = 512;

/**
 * How much each machine's own disk holds on the host, in GiB: the file system knows it without QEMU being asked. Those
 * of another host's, or that this user may not see, are left out.
 */
export async function diskUse(
  machines: Pick<Machines, 'all'>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<VmRef, number>> {
  const own = (await machines.all(signal)).filter(isOwn);
  const found = await Promise.all(
    own.map(async ({ domain, definition }): Promise<readonly (readonly [VmRef, number])[]> => {
      // One whose disk another tool has put elsewhere names it first.
      const file = definition.files.find((path) => isDiskOf(path, domain.uuid)) ?? definition.files[0];
      const size = file === undefined ? null : await stat(file).catch(() => null);
      return size ? [[domain.uuid as VmRef, (size.blocks * BLOCK_BYTES) / GIB]] : [];
    }),
  );
  return new Map(found.flat());
}
