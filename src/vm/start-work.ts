import type { Capability } from '../access/capability.ts';
import { UserError } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Decision } from '../command/command.ts';
import { positional } from '../command/option.ts';
import type { Admission, Reservation } from '../job/admission.ts';
import type { AnyWork } from '../job/work.ts';
import { vmCard } from './card.ts';
import { vm as vmKind } from './options/vm.ts';
import { POWER_WORDS, stateOf } from './power-words.ts';
import type { Vm } from './vm.ts';
import { vmData } from './vm-data.ts';
import type { TargetInput } from './work/target.ts';

/** The machine that an order is for. */
export const theMachine = (needs: Capability) =>
  positional(vmKind({ needs }), { en: 'The machine', es: 'La máquina', alias: { es: ['nombre'] } });

/** One job for one machine. */
export function startWork<Input extends TargetInput & Json>(
  work: Pick<AnyWork, 'kind' | 'steps'>,
  vm: Vm,
  input: Input,
  held: { readonly reservation: Reservation; readonly admission: Admission } | null = null,
): Decision {
  const once = underWay(work.kind, vm.name);
  return {
    kind: 'start',
    admission: held?.admission ?? null,
    jobs: [
      {
        kind: work.kind,
        vm: vm.name,
        // By its name it is found; by its request it is told apart from one that gets the same name.
        input: { ...(input as object), requestId: vm.requestId },
        stepNames: work.steps.map((step) => step.name),
        reservation: held?.reservation ?? null,
        ...(once ? { once } : {}),
      },
    ],
  };
}

/** What is done to a machine once at a time: whoever presses twice means it once. */
const UNDER_WAY: Readonly<Record<string, Text>> = {
  'vm.start': { en: 'is being started already', es: 'ya se está arrancando' },
  'vm.restart': { en: 'is being restarted already', es: 'ya se está reiniciando' },
  'vm.stop': { en: 'is being shut down already', es: 'ya se está apagando' },
  'vm.kill': { en: 'is being switched off already', es: 'ya se está apagando' },
  'vm.pause': { en: 'is being paused already', es: 'ya se está poniendo en pausa' },
  'vm.resume': { en: 'is being resumed already', es: 'ya se está reanudando' },
  'vm.delete': { en: 'is being deleted already', es: 'ya se está borrando' },
};

function underWay(kind: string, name: string): UserError | undefined {
  const words = Object.hasOwn(UNDER_WAY, kind) ? UNDER_WAY[kind] : undefined;
  if (!words) return undefined;
  return new UserError(
    'busy',
    { en: `${name} ${words.en}.`, es: `${name} ${words.es}.` },
    { en: 'How it goes: /job list', es: 'Cómo va: /job list' },
  );
}

/**
 * What a machine that exists takes once it is switched on. Its disk is its owner's already; of the host's it takes what it
 * may grow by.
 */
export function runningShare({ owner, name: vm, spec }: Vm): Reservation {
  return { owner, vm, isNew: false, vms: 0, runningVms: 1, ...spec };
}

/** The machine is already as it is wanted: nothing to do, and no error. */
export function alreadySo(vm: Vm): Decision {
  const data = vmData(vm);
  const power = POWER_WORDS[vm.power];
  const text: Text = { en: `${vm.name} is already ${power.en}.`, es: `${vm.name} ya está ${power.es}.` };
  const card = vmCard(data);
  return {
    kind: 'say',
    view: { ...card, parts: [{ kind: 'text', text }, ...card.parts] },
    data: { vm: data },
  };
}

/** The order makes no sense for the machine as it is. */
export function wrongState(vm: Vm, wanted: Text, hint: Text): UserError {
  const power = stateOf(vm);
  return new UserError(
    'wrong-state',
    { en: `${vm.name} is ${power.en}; ${wanted.en}.`, es: `${vm.name} está ${power.es}; ${wanted.es}.` },
    hint,
  );
}
