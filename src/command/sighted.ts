import type { VmList } from '../vm/hypervisor.ts';
import type { Sighted } from '../vm/sighted-words.ts';
import type { CommandContext } from './context.ts';
import { reaches } from './kind/vm.ts';

/** Tells the names that somebody may see from the others. A machine that no list has is one of the others. */
export function sighted(
  names: readonly string[],
  { vms }: Pick<VmList, 'vms'>,
  context: Pick<CommandContext, 'reachOf' | 'person'>,
): Sighted {
  const visible = new Set(vms.filter((vm) => reaches(context, 'vm:read', vm)).map(({ name }) => name));
  const seen = names.filter((name) => visible.has(name));
  return { seen, others: names.length - seen.length };
}
