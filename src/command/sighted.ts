import type { Text } from '../text.ts';
import type { VmList } from '../vm/hypervisor.ts';
import type { CommandContext } from './context.ts';
import { reaches } from './kind/vm.ts';

/** Machines as somebody may know of them: names of those they may see, and only how many others there are. */
export interface Sighted {
  readonly seen: readonly string[];
  readonly others: number;
}

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

const MOST_NAMES = 20;

/** A few names, and how many more there are: those that are not named, and those that are others'. */
export function sightedWords({ seen, others }: Sighted): Text {
  const left = seen.length - MOST_NAMES;
  const few = `${seen.slice(0, MOST_NAMES).join(', ')}${left > 0 ? ` … (+${left})` : ''}`;
  if (others === 0) return { en: few, es: few };
  const rest: Text =
    others === 1
      ? { en: 'one machine of somebody else', es: 'una máquina de otra persona' }
      : { en: `${others} machines of others`, es: `${others} máquinas de otras personas` };
  return few === '' ? rest : { en: `${few} and ${rest.en}`, es: `${few} y ${rest.es}` };
}
