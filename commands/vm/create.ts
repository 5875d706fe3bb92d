import { command } from '../../src/command/command.ts';
import { choice } from '../../src/command/kind/choice.ts';
import { integer } from '../../src/command/kind/integer.ts';
import { size } from '../../src/command/kind/size.ts';
import { named, positional } from '../../src/command/option.ts';
import type { Image } from '../../src/image/image.ts';
import { image } from '../../src/image/option.ts';
import { admissionTo } from '../../src/vm/admission.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { jobsFor } from '../../src/vm/create/jobs.ts';
import { mustFit, planFor } from '../../src/vm/create/plan.ts';
import { takeLabSnapshot } from '../../src/vm/lab-snapshot.ts';
import { freeNames } from '../../src/vm/name.ts';
import { newVmName } from '../../src/vm/options/new-name.ts';
import { userData } from '../../src/vm/options/user-data.ts';
import { vmGroup } from './group.ts';

/** A class fits; more at once would only wait for each other. */
const MAX_COUNT = 64;

export const create = command({
  path: ['vm', 'create'],
  alias: { es: ['crear'] },
  within: vmGroup,
  summary: { en: 'Create a virtual machine', es: 'Crear una máquina virtual' },
  examples: [
    '/vm create tiny',
    '/vm create slitaz',
    '/vm create tiny web1 --cpus 2 --memory 256M',
    '/vm create tiny class --count 10',
    '/vm create debian-netinst lesson --disk 20G --bus ide --nic e1000',
  ],
  needs: 'vm:create',
  answer: 'channel',
  options: {
    image: positional(image(), {
      en: 'The system to create it from',
      es: 'El sistema a partir del cual se crea',
      form: { label: { en: 'System', es: 'Sistema' } },
      alias: { es: ['imagen'] },
    }),
    name: positional.optional(newVmName(), {
      en: 'Its name',
      es: 'Su nombre',
      form: { label: { en: 'Name', es: 'Nombre' } },
      alias: { es: ['nombre'] },
    }),
    cpus: named(integer({ min: 1, max: 16 }), { en: 'Virtual CPUs', es: 'CPU virtuales' }),
    memory: named(size({ unit: 'MiB', min: 32, max: 65_536 }), {
      en: 'Memory, such as 512M',
      es: 'Memoria, por ejemplo 512M',
      form: { label: { en: 'Memory', es: 'Memoria' } },
      alias: { es: ['memoria'] },
    }),
    disk: named(size({ unit: 'GiB', min: 0, max: 1024 }), {
      en: 'Disk, such as 10G',
      es: 'Disco, por ejemplo 10G',
      form: { label: { en: 'Disk', es: 'Disco' } },
      alias: { es: ['disco'] },
    }),
    bus: named(choice(['virtio', 'ide', 'sata']), { en: 'Disk bus', es: 'Bus de disco' }),
    nic: named(choice(['virtio', 'e1000', 'rtl8139', 'none'], { none: 'ninguna' }), {
      en: 'Network card',
      es: 'Tarjeta de red',
      alias: { es: ['red'] },
    }),
    firmware: named(choice(['bios', 'uefi']), { en: 'Firmware', es: 'Firmware' }),
    count: named(integer({ min: 1, max: MAX_COUNT }), {
      en: 'How many',
      es: 'Cuántas',
      form: { label: { en: 'How many machines', es: 'Cuántas máquinas' } },
      alias: { es: ['cantidad'] },
    }),
    'user-data': named(userData(), {
      en: 'cloud-config for its first start, for teachers; in the terminal, a file works too',
      es: 'cloud-config para su primer arranque, para profesores; en el terminal, también un fichero',
      form: {
        label: 'cloud-config',
        hint: {
          en: 'What its system does at its first start; for teachers',
          es: 'Lo que hace su sistema en el primer arranque; para profesores',
        },
      },
      alias: { es: ['cloud-config'] },
    }),
  },
  async run(values, context: VmContext) {
    const [lab, hostImages, reserved] = await Promise.all([
      takeLabSnapshot(context),
      context.hypervisor.images(),
      context.jobs.reservedNames(),
    ]);
    const here = hostImages.find(({ id }) => id === values.image.id) ?? null;
    const plan = planFor(values, context.person, here);
    mustFit(values.image, plan, here);
    const count = values.count ?? 1;
    const names = namesOf(values.name, values.image, count, new Set([...lab.names, ...reserved]));
    return {
      kind: 'start',
      admission: admissionTo(lab, context.limitsOf(context.person)),
      namesAreOurs: values.name === undefined || count > 1,
      jobs: jobsFor(names, {
        image: values.image,
        plan,
        isHere: here !== null,
        userData: values['user-data'] ?? null,
      }),
    };
  },
});

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
