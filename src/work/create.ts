import type { Work, WorkTools } from '../job/work.ts';
import type { VmPlan } from '../vm/plan.ts';
import { addressStep, type BootInput, bootResult, startStep } from './boot.ts';

/** A machine to be made, as it is stored with its job; the job's id becomes the request's. */
export type CreateInput = BootInput & {
  readonly plan: Pick<VmPlan, 'owner' | 'image' | 'spec' | 'hardware'>;
};

function planOf(input: CreateInput, tools: WorkTools): VmPlan {
  return { ...input.plan, name: input.name, requestId: tools.job.id, createdAt: tools.job.createdAt };
}

/** Makes a machine, switches it on, and waits for its address. */
export const create: Work<CreateInput> = {
  kind: 'vm.create',
  title: ({ name, plan }) => ({
    en: `Creating ${name} from ${plan.image}`,
    es: `Creando ${name} a partir de ${plan.image}`,
  }),
  steps: [
    {
      name: 'machine',
      label: { en: 'Disk and machine', es: 'Disco y máquina' },
      slot: 'disk',
      async run(input, tools) {
        await tools.hypervisor.create(planOf(input, tools), { signal: tools.signal });
        return undefined;
      },
    },
    startStep,
    addressStep,
  ],
  undo: (input, tools) => tools.hypervisor.discard(planOf(input, tools), { signal: tools.signal }),
  result: bootResult,
  causes: ['off', 'running'],
};
