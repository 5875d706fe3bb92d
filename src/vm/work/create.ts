import { UserError } from '../../base/errors.ts';
import { findImage } from '../../image/image.ts';
import { bringImage, DOWNLOAD } from '../../image/work/fetch.ts';
import type { FirstBoot, VmPlan } from '../plan.ts';
import { refuseUnbootable } from '../unbootable.ts';
import { addressStep, type BootInput, bootResult, startStep } from './boot.ts';
import { vmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import type { VmWork, WorkTools } from './tools.ts';

/** A machine to be made, as it is stored with its job; the job's id becomes the request's. */
export type CreateInput = BootInput & {
  readonly plan: Pick<VmPlan, 'owner' | 'image' | 'spec' | 'hardware' | 'medium'>;
  /** What its system reads at its first start; nothing if left out, as in jobs of earlier versions. */
  readonly firstBoot?: {
    readonly kind: FirstBoot['kind'];
    /** It is worth it only if the owner has keys or there is something else to say. */
    readonly onlyForKeys: boolean;
    /** A teacher's cloud-config, which nobody but the maker of first boots can read. */
    readonly userData: string | null;
  } | null;
};

/** The steps of a machine whose image is on the host, and of one whose image has to be fetched first. */
export const CREATE_STEPS = {
  image: 'image',
  machine: 'machine',
  start: startStep.name,
  address: addressStep.name,
} as const;

async function planOf(input: CreateInput, tools: WorkTools): Promise<VmPlan> {
  const { job } = tools;
  const firstBoot = await firstBootOf(input, tools);
  const { id: requestId, createdAt, addressSlot } = job;
  const slot = addressSlot === undefined ? {} : { addressSlot };
  return { ...input.plan, ...slot, firstBoot, name: input.name, requestId, createdAt };
}

async function firstBootOf(
  { name, plan, firstBoot }: CreateInput,
  tools: WorkTools,
): Promise<FirstBoot | null> {
  if (!firstBoot) return null;
  const keys = await tools.keyLinesOf(plan.owner);
  const { kind, onlyForKeys, userData } = firstBoot;
  if (onlyForKeys && keys.length === 0 && userData === null) return null;
  return tools.firstBoot.make({ kind, requestId: tools.job.id, hostname: name, keys, userData });
}

/** Makes a machine, switches it on, and waits for its address; its image is fetched first where it is not there. */
export const create: VmWork<CreateInput> = {
  kind: 'vm.create',
  title: ({ name, plan }) => ({
    en: `Creating ${name} from ${plan.image}`,
    es: `Creando ${name} a partir de ${plan.image}`,
  }),
  what: ({ name }) => ({ en: `create ${name}`, es: `crear ${name}` }),
  steps: [
    {
      name: CREATE_STEPS.image,
      label: DOWNLOAD,
      // Another process goes on with what is there.
      onlyWaits: true,
      downloads: true,
      async run({ plan }, tools) {
        const image = findImage(await tools.catalogue.all(), plan.image);
        if (!image) throw unknownImage(plan.image);
        const here = (await tools.hypervisor.images()).find(({ id }) => id === image.id);
        const facts = here ?? (await bringImage({ image, path: null, renew: false, isAdded: false }, tools));
        // Nobody knew before what it starts with; once it is here, the next create does.
        refuseUnbootable(facts, plan.hardware.firmware);
        if (here) return { en: 'already there', es: 'ya estaba' };
        const size = Math.round(facts.sizeBytes / 1e6);
        return { en: `${size} MB`, es: `${size} MB` };
      },
    },
    {
      name: CREATE_STEPS.machine,
      label: { en: 'Disk and machine', es: 'Disco y máquina' },
      slot: 'disk',
      async run(input, tools) {
        await tools.hypervisor.create(await planOf(input, tools), { signal: tools.signal });
        return undefined;
      },
    },
    startStep,
    addressStep,
  ],
  async undo({ name, plan }, tools, ending) {
    await tools.hypervisor.discard({ name, requestId: tools.job.id }, { signal: tools.signal });
    const fetched = tools.job.steps.some((step) => step.name === CREATE_STEPS.image);
    if (fetched && ending.state === 'cancelled') await tools.images.drop(plan.image);
  },
  async cameTrue(_input, tools) {
    const { hypervisor, job, signal } = tools;
    const vm = await hypervisor.findByRequest(job.id, { signal });
    return vm ? vmResult({ name: vm.name, requestId: job.id }, tools) : null;
  },
  result: bootResult,
  shown: shownMachine,
  causes: ['off', 'running'],
};

function unknownImage(id: string): UserError {
  return new UserError(
    'not-found',
    { en: `There is no longer an image called ${id}.`, es: `Ya no hay ninguna imagen llamada ${id}.` },
    { en: 'See which images there are: /image list', es: 'Vea qué imágenes hay: /image list' },
  );
}
