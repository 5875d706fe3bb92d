import { mustBeGone } from './look.ts';
import type { VmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import { isMeant, type TargetInput } from './target.ts';
import type { VmWork } from './tools.ts';

/** Deletes a machine with its disk and its log. */
export const remove: VmWork<TargetInput> = {
  kind: 'vm.delete',
  title: ({ name }) => ({ en: `Deleting ${name}`, es: `Borrando ${name}` }),
  what: ({ name }) => ({ en: `delete ${name}`, es: `borrar ${name}` }),
  steps: [
    {
      name: 'remove',
      label: { en: 'Machine, disk and log', es: 'Máquina, disco y registro' },
      slot: 'disk',
      irrevocable: true,
      async run(input, tools) {
        const vm = await tools.hypervisor.find(input.name, { signal: tools.signal });
        if (vm && isMeant(input, vm)) {
          await tools.hypervisor.remove(vm.ref, { signal: tools.signal });
          await mustBeGone(vm, tools);
        } else if (input.requestId !== undefined) {
          // Gone already: by an earlier try of this job, which may not have come to the disk, or by somebody else.
          const { name, requestId } = input;
          await tools.hypervisor.discard({ name, requestId }, { signal: tools.signal });
        }
        return undefined;
      },
    },
  ],
  async cameTrue(input, tools): Promise<VmResult | null> {
    const vm = await tools.hypervisor.find(input.name, { signal: tools.signal });
    return vm && isMeant(input, vm) ? null : { vm: null };
  },
  result: async (): Promise<VmResult> => ({ vm: null }),
  shown: shownMachine,
  causes: ['off', 'crashed', null],
};
