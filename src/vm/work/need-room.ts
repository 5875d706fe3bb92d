import { noCapacity } from '../../host/errors.ts';
import { place } from '../../host/place.ts';
import { takeLabSnapshot } from '../lab-snapshot.ts';
import type { Vm } from '../vm.ts';
import type { WorkTools } from './tools.ts';

/**
 * Looks whether its host can carry one machine more, at the moment at which it is started: since the job was asked for,
 * an image may have come, and disks have grown.
 * @throws UserError naming what is short
 */
export async function needRoom({ name, spec, host }: Vm, tools: WorkTools): Promise<void> {
  const { machines, hosts } = await takeLabSnapshot(tools, { signal: tools.signal });
  const has = { memoryMiB: 0, diskGiB: machines.get(name)?.hostDiskGiB ?? 0 };
  const placement = place([{ host: host ?? null, has, wants: spec }], hosts);
  if (placement.kind === 'short') throw noCapacity(placement.shortages);
}
