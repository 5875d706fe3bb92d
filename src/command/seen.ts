import { seenOf } from '../job/seen.ts';
import type { Seen } from '../job/store.ts';
import type { CommandContext } from './context.ts';

/**
 * What the hosts show at this moment, for a command that wants to reserve a share of them.
 * @param owner who will hold it: his limits count, whoever asks
 */
export async function seenNow(context: CommandContext, owner: string): Promise<Seen> {
  const [list, hosts] = await Promise.all([context.hypervisor.list(), context.hypervisor.hosts()]);
  return seenOf(list, hosts, context.limitsOf(owner), context.hostShare);
}
