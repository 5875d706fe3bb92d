import { UserError } from '../../base/errors.ts';
import { firmwareFor } from '../../image/boots.ts';
import type { HostImage } from '../../image/host-image.ts';
import { type Image, mediumOf } from '../../image/image.ts';
import { isFetchable } from '../../image/source.ts';
import type { Hardware } from '../plan.ts';
import { refuseUnbootable } from '../unbootable.ts';
import type { CreateInput } from '../work/create.ts';

/** What was asked for; the image says the rest. */
interface Wish {
  readonly image: Image;
  readonly cpus: number | undefined;
  readonly memory: number | undefined;
  readonly disk: number | undefined;
  readonly bus: Hardware['diskBus'] | undefined;
  readonly nic: Hardware['nicModel'] | undefined;
  readonly firmware: Hardware['firmware'] | undefined;
  readonly 'user-data': string | undefined;
}

type Plan = CreateInput['plan'];

const GIB = 1024 ** 3;

/** Debian's kernel and OVMF come up in no less (measured: 144 MiB fail, 160 do), and comfortably in this much. */
const UEFI_MIB = { least: 160, usual: 256 };

/**
 * The machine that is wanted; where nobody asks for a firmware it gets one that its image starts with.
 * @param here the image on the host, or null where it has to be fetched
 * @throws UserError where the wishes contradict each other
 */
export function planFor(wish: Wish, owner: string, here: HostImage | null): Plan {
  const { image } = wish;
  const { defaults, hardware: usual } = image;
  const firmware = wish.firmware ?? firmwareFor(usual.firmware, here?.boots);
  const isUefiAlone = firmware === 'uefi' && usual.firmware !== 'uefi';
  const hardware: Hardware = {
    firmware,
    // A machine with UEFI has no IDE; whoever asks for UEFI alone gets the nearest to it.
    diskBus: wish.bus ?? (isUefiAlone && usual.diskBus === 'ide' ? 'sata' : usual.diskBus),
    nicModel: wish.nic ?? usual.nicModel,
  };
  if (hardware.firmware === 'uefi' && hardware.diskBus === 'ide') {
    // What does not start with UEFI at all is told as that.
    if (here) refuseUnbootable(here, 'uefi');
    throw noIde(image, here?.boots?.bios !== false);
  }
  if (wish['user-data'] !== undefined && image.kind !== 'cloud') throw readsNoUserData(image);
  return {
    owner,
    image: image.id,
    spec: {
      cpus: wish.cpus ?? defaults.cpus,
      memoryMiB:
        wish.memory ?? Math.max(defaults.memoryMiB, hardware.firmware === 'uefi' ? UEFI_MIB.usual : 0),
      diskGiB: wish.disk ?? defaults.diskGiB,
    },
    hardware,
    medium: mediumOf(image),
  };
}

/**
 * Whether the image can be had, starts with the machine's firmware, and its system fits into the machine.
 * @param here the image on the host, or null where it has to be fetched
 * @throws UserError
 */
export function mustFit(image: Image, { spec, hardware }: Plan, here: HostImage | null): void {
  if (!here && !isFetchable(image.source)) throw missing(image);
  if (here) refuseUnbootable(here, hardware.firmware);
  const minMemoryMiB = Math.max(image.minMemoryMiB, hardware.firmware === 'uefi' ? UEFI_MIB.least : 0);
  if (spec.memoryMiB < minMemoryMiB)
    throw tooSmall('memory', image, `${spec.memoryMiB} MiB`, `${minMemoryMiB}M`);
  const minDiskGiB = leastDiskGiB(image, here);
  if (spec.diskGiB < minDiskGiB) throw tooSmall('disk', image, `${spec.diskGiB} GiB`, `${minDiskGiB}G`);
}

function leastDiskGiB(image: Image, here: HostImage | null): number {
  switch (mediumOf(image)) {
    case 'live':
      return 0;
    case 'install':
      return 1;
    case 'disk':
      return here ? Math.ceil(here.virtualSizeBytes / GIB) : 1;
  }
}

function missing(image: Image): UserError {
  return new UserError(
    'not-found',
    {
      en: `The image ${image.id} is not on this host.`,
      es: `La imagen ${image.id} no está en este anfitrión.`,
    },
    {
      en: 'See which images are: /image list. To see what is wrong: /host doctor',
      es: 'Vea qué imágenes están: /image list. Para ver qué falla: /host doctor',
    },
    { option: 'image' },
  );
}

function tooSmall(option: 'memory' | 'disk', image: Image, asked: string, least: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `--${option}: ${asked} is too little for ${image.id}, which needs at least ${least}.`,
      es: `--${option}: ${asked} es muy poco para ${image.id}, que necesita ${least} como mínimo.`,
    },
    { en: `For example: --${option} ${least}`, es: `Por ejemplo: --${option} ${least}` },
    { option },
  );
}

/** @param startsWithBios as far as anybody knows */
function noIde({ id }: Image, startsWithBios: boolean): UserError {
  const text = startsWithBios
    ? {
        en: '--bus: a machine with UEFI has no IDE.',
        es: '--bus: una máquina con UEFI no tiene IDE.',
      }
    : {
        en: `--bus: a machine with UEFI has no IDE, and ${id} does not start with BIOS.`,
        es: `--bus: una máquina con UEFI no tiene IDE, y ${id} no arranca con BIOS.`,
      };
  const hint = startsWithBios
    ? { en: 'Use --bus sata, or --firmware bios.', es: 'Use --bus sata, o --firmware bios.' }
    : { en: 'Use --bus sata.', es: 'Ponga --bus sata.' };
  return new UserError('bad-argument', text, hint, { option: 'bus' });
}

function readsNoUserData({ id }: Image): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `--user-data: ${id} does not read a cloud-config at its first start.`,
      es: `--user-data: ${id} no lee ningún cloud-config en su primer arranque.`,
    },
    { en: 'Images that do: debian, ubuntu, tiny.', es: 'Imágenes que sí lo leen: debian, ubuntu, tiny.' },
    { option: 'user-data' },
  );
}
