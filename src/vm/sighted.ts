import type { CommandContext } from '../command/context.ts';
import type { VmList } from './ports/machines.ts';
import type { Sighted } from './sighted-words.ts';

/** Tells the names that somebody may see from the others. A machine that no list has is one of the others. */
export function sighted(
  names: readonly string[],
  { vms }: Pick<VmList, 'vms'>,
  context: Pick<CommandContext, 'reaches'>,
): Sighted {
  const visible = new Set(vms.filter((vm) => context.reaches('vm:read', vm.owner)).map(({ name }) => name));
  const seen = names.filter((name) => visible.has(name));
  return { seen, others: names.length - seen.length };
}
