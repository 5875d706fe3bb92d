import type { Act } from '../command/act.ts';
import type { Hypervisor } from './hypervisor.ts';
import { typedView } from './keyboard/need-on.ts';
import type { Stroke } from './keyboard/strokes.ts';
import type { Vm } from './vm.ts';

/** Presses keys on a machine's keyboard, one stroke after the other. */
export const pressKeys: Act<
  { readonly vm: Vm; readonly strokes: readonly Stroke[] },
  { readonly hypervisor: Pick<Hypervisor, 'pressKeys'> }
> = {
  async carryOut({ vm, strokes }, { hypervisor, take }) {
    take('keystroke', strokes.length);
    for (const stroke of strokes) await hypervisor.pressKeys(vm.ref, stroke);
    return { view: typedView(vm.name) };
  },
};
