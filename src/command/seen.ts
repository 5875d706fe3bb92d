import { seenOf } from '../job/seen.ts';
import type { Seen } from '../job/store.ts';
import type { VmContext } from '../vm/context.ts';

/**
 * What the hosts show at this moment, for a command that wants to reserve a share of them.
 * @param owner who will hold it: their limits count, whoever asks
 */
export async function seenNow(context: VmContext, owner: string): Promise<Seen> {
  const { hypervisor, hostShare } = context;
  const [list, hosts, diskUse] = await Promise.all([
    hypervisor.list(),
    hypervisor.hosts(),
    hypervisor.diskUse(),
  ]);
  return seenOf({ list, hosts, diskUse }, context.limitsOf(owner), hostShare);
}
