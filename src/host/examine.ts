import type { Catalogue } from '../image/catalogue.ts';
import type { Image } from '../image/image.ts';
import type { Text, Words } from '../text.ts';
import type { Host, HostImage, Hypervisor } from '../vm/hypervisor.ts';
import { HypervisorError } from '../vm/hypervisor-error.ts';
import type { Check, DoctorReport } from './doctor.ts';

export interface Examination {
  readonly hypervisor: Pick<Hypervisor, 'hosts' | 'images'>;
  readonly catalogue: Pick<Catalogue, 'all'>;
  /** Looked at first: what can be known without a hypervisor. */
  readonly own: readonly Check[];
  /** Looked at last, where the hypervisor answers. */
  readonly further: readonly (() => Promise<Check>)[];
}

/** Less than this cannot hold another small machine. */
const SCARCE = { memoryMiB: 256, diskGiB: 2 };

/** Looks at the host from all sides. A hypervisor that does not answer is a finding, not an error. */
export async function examine({ hypervisor, catalogue, own, further }: Examination): Promise<DoctorReport> {
  try {
    const [hosts, images, known] = await Promise.all([
      hypervisor.hosts(),
      hypervisor.images(),
      catalogue.all(),
    ]);
    const rest = await Promise.all(further.map((look) => look()));
    return {
      checks: [
        ...own,
        ...hosts.flatMap(hostChecks),
        ...rest,
        ...known.filter((image) => isExpected(image, images)).map((image) => imageCheck(image, images)),
      ],
    };
  } catch (error) {
    if (!(error instanceof HypervisorError)) throw error;
    return { checks: [...own, unreachable(error)] };
  }
}

function unreachable(error: HypervisorError): Check {
  return {
    name: 'hypervisor',
    label: { en: 'libvirt', es: 'libvirt' },
    state: 'bad',
    detail: error.text,
    remedy: error.hint ?? {
      en: 'Start it as root: bash scripts/setup.sh. A user who is not root must be in the group libvirt.',
      es: 'Arránquelo como root: bash scripts/setup.sh. Un usuario que no sea root debe estar en el grupo libvirt.',
    },
  };
}

function hostChecks(host: Host): readonly Check[] {
  const engine: Check = {
    name: 'hypervisor',
    label: { en: 'libvirt', es: 'libvirt' },
    state: 'good',
    detail: host.engine,
  };
  return [
    engine,
    roomCheck(
      'memory',
      { en: 'Memory', es: 'Memoria' },
      host.freeMemoryMiB,
      host.memoryMiB,
      'MiB',
      SCARCE.memoryMiB,
    ),
    roomCheck('disk', { en: 'Disk', es: 'Disco' }, host.freeDiskGiB, host.diskGiB, 'GiB', SCARCE.diskGiB),
  ];
}

function roomCheck(
  name: string,
  label: Text,
  free: number,
  all: number,
  unit: string,
  scarce: number,
): Check {
  const [left, total] = [Math.floor(free), Math.floor(all)];
  const detail: Words = { en: `${left} of ${total} ${unit} free`, es: `${left} de ${total} ${unit} libres` };
  if (free >= scarce) return { name, label, state: 'good', detail };
  return {
    name,
    label,
    state: 'bad',
    detail,
    remedy: { en: 'Stop or delete machines: /vm list', es: 'Apague o borre máquinas: /vm list' },
  };
}

/** What set-up makes should be there; the others come when somebody asks for them. */
function isExpected({ id, source }: Image, images: readonly HostImage[]): boolean {
  return source.kind === 'built' || images.some((image) => image.id === id);
}

function imageCheck(image: Image, images: readonly HostImage[]): Check {
  const label: Text = { en: `Image ${image.id}`, es: `Imagen ${image.id}` };
  const name = `image:${image.id}`;
  const present = images.find(({ id }) => id === image.id);
  if (present) return { name, label, state: 'good', detail: `${Math.round(present.sizeBytes / 1e6)} MB` };
  const detail: Text = { en: 'not on this host', es: 'no está en este anfitrión' };
  const remedy: Text = {
    en: 'Run as root: bash scripts/setup.sh',
    es: 'Ejecute como root: bash scripts/setup.sh',
  };
  return { name, label, state: 'warning', detail, remedy };
}
