import { UserError } from '../../base/errors.ts';
import { findImage, mediumOf } from '../../image/image.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { whyOnlyRead } from '../unbootable.ts';
import type { Vm } from '../vm.ts';
import { type VmResult, vmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import { type TargetInput, target } from './target.ts';
import type { VmWork, WorkTools } from './tools.ts';

/** A machine and the disc for its drive. */
export type InsertDiscInput = TargetInput & {
  readonly image: string;
};

/** Puts an image's disc into a machine's drive. */
export const insertDisc: VmWork<InsertDiscInput> = {
  kind: 'cd.insert',
  title: ({ name, image }) => ({
    en: `Inserting ${image} into the drive of ${name}`,
    es: `Metiendo ${image} en la unidad de ${name}`,
  }),
  what: ({ name, image }) => ({
    en: `put ${image} into the drive of ${name}`,
    es: `poner ${image} en la unidad de ${name}`,
  }),
  steps: [
    {
      name: 'insert',
      label: { en: 'Disc', es: 'Disco' },
      async run(input, tools) {
        const vm = await target(input, tools);
        await tools.hypervisor.insertDisc(vm.ref, input.image, { signal: tools.signal });
        await mustHold(input, input.image, tools);
        return undefined;
      },
    },
  ],
  async result(input, tools): Promise<VmResult> {
    const warning = await warningFor(await target(input, tools), input.image, tools);
    return vmResult(input, tools, undefined, warning ?? undefined);
  },
  shown: shownMachine,
  causes: [],
};

/** That the machine cannot start from the disc; of one whose system is on its disk nobody expects it. */
async function warningFor(
  vm: Vm,
  id: string,
  { hypervisor, catalogue }: WorkTools,
): Promise<Diagnosis | null> {
  const image = findImage(await catalogue.all(), vm.image);
  if (!vm.startsBy || (image && mediumOf(image) === 'disk')) return null;
  const disc = (await hypervisor.images()).find((one) => one.id === id);
  return disc ? whyOnlyRead(disc, vm.startsBy.firmware) : null;
}

/** A machine whose drive is to be emptied. */
export type EjectDiscInput = TargetInput & {
  /** Also where its system holds the disc fast. */
  readonly force: boolean;
};

/** Takes the disc out of a machine's drive. */
export const ejectDisc: VmWork<EjectDiscInput> = {
  kind: 'cd.eject',
  title: ({ name }) => ({ en: `Emptying the drive of ${name}`, es: `Vaciando la unidad de ${name}` }),
  what: ({ name }) => ({ en: `empty the drive of ${name}`, es: `vaciar la unidad de ${name}` }),
  steps: [
    {
      name: 'eject',
      label: { en: 'Disc', es: 'Disco' },
      async run(input, tools) {
        const vm = await target(input, tools);
        await tools.hypervisor.ejectDisc(vm.ref, input.force, { signal: tools.signal });
        await mustHold(input, null, tools);
        return undefined;
      },
    },
  ],
  result: (input, tools): Promise<VmResult> => vmResult(input, tools),
  shown: shownMachine,
  causes: [],
};

/**
 * Looks what lies in a machine's drive: an order that was taken is not yet one that was carried out.
 * @throws UserError where it is something else
 */
async function mustHold(input: TargetInput, wanted: string | null, tools: WorkTools): Promise<void> {
  const { disc } = await target(input, tools);
  if (disc === wanted || (wanted === null && disc === undefined)) return;
  const held = disc ?? '—';
  throw new UserError(
    'failed',
    {
      en: `The host accepted the order, but the drive of ${input.name} contains ${held}.`,
      es: `El anfitrión aceptó la orden, pero la unidad de ${input.name} contiene ${held}.`,
    },
    { en: `Check its state: /vm show ${input.name}`, es: `Compruebe su estado: /vm show ${input.name}` },
  );
}
