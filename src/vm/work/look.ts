import { UserError } from '../../base/errors.ts';
import { join, type Text } from '../../base/text.ts';
import { stateOf } from '../power-words.ts';
import { stallWords } from '../stall.ts';
import type { Power, Vm } from '../vm.ts';
import { target } from './target.ts';
import type { WorkTools } from './tools.ts';

/**
 * How long an order may take to show, in milliseconds: its event and its answer come on two connections. Only a machine
 * that did not do what it was told is waited for so long.
 */
const SHOWS_MS = 10_000;

/** How long after it was resumed a machine stops again whose disk cannot be written, in milliseconds: QEMU writes at once. */
const STOPS_AGAIN_MS = 3000;

/**
 * Looks whether a machine is as an order was to leave it: an order that was taken is not yet one that was carried out.
 * @throws UserError saying how it is instead
 */
export async function mustBe(name: string, wanted: Power, tools: WorkTools): Promise<Vm> {
  const vm = await shown(name, wanted, tools);
  if (vm.power === wanted) return vm;
  throw vm.stall ? stalled(vm) : otherwise(vm);
}

/** A machine when it is as an order was to leave it, or as it is where that does not show. */
async function shown(name: string, wanted: Power, tools: WorkTools): Promise<Vm> {
  const seen = await target({ name }, tools);
  if (seen.power === wanted) return seen;
  await tools.waitForPower(seen.ref, [wanted, null], SHOWS_MS, tools.signal);
  return target({ name }, tools);
}

/**
 * Looks whether a machine that was removed is gone; another one may have its name by then.
 * @throws UserError where it is still there
 */
export async function mustBeGone({ name, ref }: Vm, { hypervisor, signal }: WorkTools): Promise<void> {
  const left = await hypervisor.find(name, { signal });
  if (left?.ref === ref) throw otherwise(left);
}

/**
 * Looks whether a machine that was resumed stays on: one whose disk still cannot be written stops again with its first
 * try to write.
 * @param before as it was when it was resumed
 * @throws UserError saying why it stands still
 */
export async function mustGoOn(before: Vm, tools: WorkTools): Promise<void> {
  if (before.stall)
    await tools.waitForPower(before.ref, ['paused', 'off', 'crashed', null], STOPS_AGAIN_MS, tools.signal);
  const seen = await target({ name: before.name }, tools);
  const vm = seen.stall ? seen : await shown(before.name, 'running', tools);
  if (vm.power === 'running') return;
  throw vm.stall ? stalled(vm, AGAIN) : otherwise(vm);
}

const AGAIN: Text = {
  en: 'It was resumed, but stopped again.',
  es: 'Se reanudó, pero se detuvo de nuevo.',
};

/** @param more what happened to it beside, as a sentence */
function stalled(vm: Vm, more?: Text): UserError {
  const { reason, hint } = stallWords(vm.name, vm.stall ?? 'disk-error');
  const code = vm.stall === 'disk-full' ? 'no-capacity' : 'failed';
  return new UserError(code, more ? join([reason, more], ' ') : reason, hint);
}

function otherwise(vm: Vm): UserError {
  const state = stateOf(vm);
  return new UserError(
    'wrong-state',
    {
      en: `The host accepted the order for ${vm.name}, but it is ${state.en} now.`,
      es: `El anfitrión aceptó la orden para ${vm.name}, pero ahora está ${state.es}.`,
    },
    {
      en: `Somebody else may have changed it in the meantime. Check its state: /vm show ${vm.name}`,
      es: `Puede que otra persona la haya cambiado entretanto. Compruebe su estado: /vm show ${vm.name}`,
    },
  );
}
