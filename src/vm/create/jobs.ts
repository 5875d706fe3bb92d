import type { JobToStart } from '../../command/command.ts';
import type { Image } from '../../image/image.ts';
import { CREATE_STEPS, type CreateInput, create } from '../work/create.ts';

interface Machines {
  readonly image: Image;
  readonly plan: CreateInput['plan'];
  /** The image is on the host; otherwise it is fetched first. */
  readonly isHere: boolean;
  readonly userData: string | null;
}

/** A job for each machine, with the steps that it takes. */
export function jobsFor(names: readonly string[], machines: Machines): readonly JobToStart[] {
  const { image, plan, isHere, userData } = machines;
  const left = new Set<string>([
    ...(isHere ? [CREATE_STEPS.image] : []),
    ...(image.asksForAddress && plan.hardware.nicModel !== 'none' ? [] : [CREATE_STEPS.address]),
  ]);
  const stepNames = create.steps.map(({ name }) => name).filter((name) => !left.has(name));
  return names.map((name) => {
    const input: CreateInput = {
      name,
      expectedBootSeconds: image.expectedBootSeconds,
      asksForAddress: image.asksForAddress,
      plan,
      firstBoot: firstBootOf(image, userData),
    };
    const { owner, spec } = plan;
    return {
      kind: create.kind,
      vm: name,
      input,
      stepNames,
      ...(names.length > 1 ? { alone: { name, count: null } } : {}),
      reservation: {
        ...{ owner, vm: name, isNew: true, vms: 1, runningVms: 1, ...spec },
        needsAddressSlot: plan.hardware.nicModel !== 'none',
      },
    };
  });
}

function firstBootOf(
  { kind, seedOnlyForKeys = false }: Image,
  userData: string | null,
): CreateInput['firstBoot'] {
  if (kind === 'ignition') return { kind: 'ignition', onlyForKeys: false, userData: null };
  return kind === 'cloud' ? { kind: 'nocloud', onlyForKeys: seedOnlyForKeys, userData } : null;
}
