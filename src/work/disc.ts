import type { Work } from '../job/work.ts';
import { type VmResult, vmResult } from './result.ts';
import { type TargetInput, target } from './target.ts';

/** A machine and the disc for its drive. */
export type InsertDiscInput = TargetInput & {
  readonly image: string;
};

/** Puts an image's disc into a machine's drive. */
export const insertDisc: Work<InsertDiscInput> = {
  kind: 'cd.insert',
  title: ({ name, image }) => ({
    en: `Putting ${image} into the drive of ${name}`,
    es: `Poniendo ${image} en la unidad de ${name}`,
  }),
  steps: [
    {
      name: 'insert',
      label: { en: 'Disc', es: 'Disco' },
      async run(input, tools) {
        const vm = await target(input, tools);
        await tools.hypervisor.insertDisc(vm.ref, input.image, { signal: tools.signal });
        return undefined;
      },
    },
  ],
  result: (input, tools): Promise<VmResult> => vmResult(input, tools),
  causes: [],
};

/** A machine whose drive is to be emptied. */
export type EjectDiscInput = TargetInput & {
  /** Also where its system holds the disc fast. */
  readonly force: boolean;
};

/** Takes the disc out of a machine's drive. */
export const ejectDisc: Work<EjectDiscInput> = {
  kind: 'cd.eject',
  title: ({ name }) => ({ en: `Emptying the drive of ${name}`, es: `Vaciando la unidad de ${name}` }),
  steps: [
    {
      name: 'eject',
      label: { en: 'Disc', es: 'Disco' },
      async run(input, tools) {
        const vm = await target(input, tools);
        await tools.hypervisor.ejectDisc(vm.ref, input.force, { signal: tools.signal });
        return undefined;
      },
    },
  ],
  result: (input, tools): Promise<VmResult> => vmResult(input, tools),
  causes: [],
};
