import { command } from '../../src/command/command.ts';
import { image } from '../../src/command/kind/image.ts';
import { integer } from '../../src/command/kind/integer.ts';
import { newVmName } from '../../src/command/kind/new-vm-name.ts';
import { size } from '../../src/command/kind/size.ts';
import { named, positional } from '../../src/command/option.ts';
import { seenNow } from '../../src/command/seen.ts';
import { UserError } from '../../src/errors.ts';
import type { Image } from '../../src/image/image.ts';
import type { JobRequest } from '../../src/job/store.ts';
import type { HostImage } from '../../src/vm/hypervisor.ts';
import { freeNames } from '../../src/vm/name.ts';
import type { VmSpec } from '../../src/vm/vm.ts';
import { type CreateInput, create as createWork } from '../../src/work/create.ts';

/** A class fits; more at once would only wait for each other. */
const MAX_COUNT = 64;

export const create = command({
  path: ['vm', 'create'],
  summary: { en: 'Create a virtual machine', es: 'Crear una máquina virtual' },
  examples: [
    '/vm create tiny',
    '/vm create tiny web1 --cpus 2 --memory 256M',
    '/vm create tiny class --count 10',
  ],
  needs: 'vm:create',
  answer: 'channel',
  options: {
    image: positional(image(), {
      en: 'The system it is made of',
      es: 'El sistema a partir del cual se crea',
    }),
    name: positional.optional(newVmName(), { en: 'Its name', es: 'Su nombre' }),
    cpus: named(integer({ min: 1, max: 16 }), { en: 'Virtual CPUs', es: 'CPU virtuales' }),
    memory: named(size({ unit: 'MiB', min: 32, max: 65_536 }), {
      en: 'Memory, such as 512M',
      es: 'Memoria, por ejemplo 512M',
    }),
    disk: named(size({ unit: 'GiB', min: 1, max: 1024 }), {
      en: 'Disk, such as 10G',
      es: 'Disco, por ejemplo 10G',
    }),
    count: named(integer({ min: 1, max: MAX_COUNT }), { en: 'How many', es: 'Cuántas' }),
  },
  async run(values, context) {
    const [seen, hostImages, reserved] = await Promise.all([
      seenNow(context, context.person),
      context.hypervisor.images(),
      context.jobs.reservedNames(),
    ]);
    const spec = specOf(values);
    mustFit(values.image, spec, hostImages);
    const count = values.count ?? 1;
    const names = namesOf(values.name, values.image, count, new Set([...seen.names, ...reserved]));
    return {
      kind: 'start',
      seen,
      namesAreOurs: values.name === undefined || count > 1,
      jobs: names.map((name) => jobOf(name, values.image, spec, context.person)),
    };
  },
});

interface Wish {
  readonly image: Image;
  readonly cpus: number | undefined;
  readonly memory: number | undefined;
  readonly disk: number | undefined;
}

function specOf({ image, cpus, memory, disk }: Wish): VmSpec {
  return {
    cpus: cpus ?? image.defaults.cpus,
    memoryMiB: memory ?? image.defaults.memoryMiB,
    diskGiB: disk ?? image.defaults.diskGiB,
  };
}

/** One machine gets the name as it is; several, or none named, get numbers. */
function namesOf(
  name: string | undefined,
  image: Image,
  count: number,
  taken: ReadonlySet<string>,
): readonly string[] {
  if (name !== undefined && count === 1) return [name];
  return freeNames(name ?? image.id, count, taken);
}

function mustFit(image: Image, spec: VmSpec, hostImages: readonly HostImage[]): void {
  const present = hostImages.find(({ id }) => id === image.id);
  if (!present) throw missing(image);
  if (spec.memoryMiB < image.minMemoryMiB)
    throw tooSmall('memory', image, `${spec.memoryMiB} MiB`, `${image.minMemoryMiB}M`);
  const minDiskGiB = Math.ceil(present.virtualSizeBytes / 1024 ** 3);
  if (spec.diskGiB < minDiskGiB) throw tooSmall('disk', image, `${spec.diskGiB} GiB`, `${minDiskGiB}G`);
}

function missing(image: Image): UserError {
  return new UserError(
    'not-found',
    {
      en: `The image ${image.id} is not on this host.`,
      es: `La imagen ${image.id} no está en este anfitrión.`,
    },
    {
      en: 'See which are: /image list. What is wrong: /host doctor',
      es: 'Vea cuáles están: /image list. Qué falta: /host doctor',
    },
    { option: 'image' },
  );
}

function tooSmall(option: 'memory' | 'disk', image: Image, asked: string, least: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `--${option}: ${asked} is too little for ${image.id}, which needs ${least} at least.`,
      es: `--${option}: ${asked} es demasiado poco para ${image.id}, que necesita ${least} como mínimo.`,
    },
    { en: `For example: --${option} ${least}`, es: `Por ejemplo: --${option} ${least}` },
    { option },
  );
}

function jobOf(name: string, image: Image, spec: VmSpec, owner: string): JobRequest {
  const { id, hardware, expectedBootSeconds } = image;
  const input: CreateInput = { name, expectedBootSeconds, plan: { owner, image: id, spec, hardware } };
  return {
    kind: createWork.kind,
    vm: name,
    input,
    stepNames: createWork.steps.map((step) => step.name),
    reservation: { owner, vm: name, isNew: true, vms: 1, runningVms: 1, ...spec },
  };
}
