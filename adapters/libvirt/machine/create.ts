import { PortError } from '../../../src/base/port-error.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { VmPlan } from '../../../src/vm/plan.ts';
import type { HostAbilities } from '../capabilities.ts';
import type { MachineParts, MachinePaths, Storage } from '../disk/storage.ts';
import type { Images } from '../image/images.ts';
import type { AddressSlots } from '../network/address-slots.ts';
import type { CardPlace } from '../network/card-place.ts';
import { procedures } from '../rpc/index.ts';
import { newScreenPassword } from '../screen/password.ts';
import { changing, type Session, SLOW } from '../session.ts';
import { domainXml } from './domain-xml.ts';
import { uuidOf } from './ids.ts';
import { machineOf } from './machine-type.ts';
import type { Machines } from './machines.ts';
import { isOwn, type OwnMachine } from './own-machine.ts';
import type { Placement } from './placement.ts';
import { seedDisc } from './seed-disc.ts';

interface CreatePorts {
  readonly session: Session;
  readonly machines: Machines;
  readonly storage: Storage;
  readonly images: Images;
  readonly programs: Programs;
  readonly abilities: HostAbilities;
  readonly network: string;
  readonly slots: AddressSlots;
  /** Whether screens are on a socket of root's, or on a port with a password. */
  readonly screens: ScreenWay;
}

/** How whoever runs labvm reaches the screens of machines. */
export type ScreenWay = 'socket' | 'password';

const GIB = 1024n ** 3n;

/**
 * Makes disk, console file and domain of a plan, or finds what the same request has made.
 * @throws PortError, and the signal's reason between two steps
 */
export async function createMachine(
  plan: VmPlan,
  { session, machines, storage, images, programs, abilities, network, slots, screens }: CreatePorts,
  signal?: AbortSignal,
): Promise<OwnMachine> {
  const uuid = uuidOf(plan.requestId);
  const there = await foundOrFree(machines, plan, uuid);
  if (there) return there;

  const source = await sourceOf(plan, images);
  await refuseUnsupported(plan, abilities);
  const accelerated = await abilities.accelerated();
  signal?.throwIfAborted();

  const parts = { disk: diskOf(plan, source), firstBoot: await firstBootOf(plan, programs) };
  signal?.throwIfAborted();
  const paths = await changing(cannotMakeDisk(plan.name), () =>
    storage.makeFor(uuid, parts, async () => isOwn(await machines.byUuid(uuid))),
  );
  signal?.throwIfAborted();
  if (paths && plan.hardware.nicModel === 'none') await define(paths, null);
  else if (paths) await slots.withPlace(plan, (card) => define(paths, card));
  const made = await machines.byUuid(uuid);
  if (isOwn(made)) return made;
  throw new PortError('failed', goneAgain(plan.name), LOOK_AGAIN);

  async function define(made: MachinePaths, card: CardPlace | null): Promise<void> {
    const screenPassword = screens === 'password' ? newScreenPassword() : null;
    const limitsTranslation = await abilities.limitsTranslation();
    const console = { screenPassword, consolePath: made.console };
    const where = { uuid, card, network, accelerated, limitsTranslation, ...console };
    const xml = domainXml(plan, { ...where, ...mediaOf(plan, source, parts, made) });
    await changing(cannotMake(plan.name), () =>
      session.client.call(procedures.domainDefineXmlFlags, { xml, flags: 0 }, SLOW),
    );
  }
}

/** @returns the request's machine, or null if its name is free */
async function foundOrFree(machines: Machines, plan: VmPlan, uuid: string): Promise<OwnMachine | null> {
  const [own, named] = await Promise.all([machines.byUuid(uuid), machines.byName(plan.name)]);
  if (isOwn(own)) return own;
  if (own) {
    const { name } = own.domain;
    throw new PortError(
      'exists',
      {
        en: `${plan.name} cannot be created: the machine ${name} on this host, which is not labvm's, has the same UUID (${uuid}).`,
        es: `No se puede crear ${plan.name}: la máquina ${name} de este anfitrión, que no es de labvm, tiene el mismo UUID (${uuid}).`,
      },
      {
        en: `Try again: it will get another UUID. ${name} is left alone.`,
        es: `Inténtelo de nuevo: tendrá otro UUID. ${name} no se toca.`,
      },
    );
  }
  if (!named) return null;
  throw new PortError('exists', nameInUse(plan.name, isOwn(named)), {
    en: 'Choose another name.',
    es: 'Elija otro nombre.',
  });
}

function nameInUse(name: string, isLabvms: boolean): Text {
  if (isLabvms) {
    return { en: `There is already a machine called ${name}.`, es: `Ya hay una máquina llamada ${name}.` };
  }
  return {
    en: `There is already a machine called ${name} on this host, which is not labvm's.`,
    es: `Ya hay una máquina llamada ${name} en este anfitrión, que no es de labvm.`,
  };
}

function cannotMakeDisk(name: string): Text {
  return { en: `The disk of ${name} cannot be created`, es: `No se puede crear el disco de ${name}` };
}

function cannotMake(name: string): Text {
  return { en: `${name} cannot be created`, es: `No se puede crear ${name}` };
}

function goneAgain(name: string): Text {
  return {
    en: `${name} was created but is gone again: somebody removed it.`,
    es: `${name} se creó, pero ya no está: alguien la ha borrado.`,
  };
}

const LOOK_AGAIN: Text = {
  en: 'See which machines there are, then try again: /vm list',
  es: 'Vea qué máquinas hay e inténtelo de nuevo: /vm list',
};

/** The image's file, and what it is good for. */
type Source = Awaited<ReturnType<Images['get']>>;

/** @throws PortError where the image cannot be used as planned */
async function sourceOf(plan: VmPlan, images: Images): Promise<Source> {
  const image = await images.get(plan.image);
  const isDisc = image.format === 'iso';
  if (isDisc !== needsDisc(plan)) {
    throw new PortError('unsupported', isDisc ? noDisk(plan) : noDisc(plan), {
      en: `The image has changed in the meantime. Check it, then try again: /image show ${plan.image}`,
      es: `La imagen ha cambiado entretanto. Compruébela e inténtelo de nuevo: /image show ${plan.image}`,
    });
  }
  if (!isDisc && BigInt(plan.spec.diskGiB) * GIB < BigInt(image.virtualSizeBytes)) {
    const least = Math.ceil(image.virtualSizeBytes / Number(GIB));
    throw new PortError(
      'unsupported',
      {
        en: `A disk of ${plan.spec.diskGiB} GiB is too small for ${plan.image}.`,
        es: `Un disco de ${plan.spec.diskGiB} GiB es demasiado pequeño para ${plan.image}.`,
      },
      { en: `It needs ${least} GiB: --disk ${least}G`, es: `Necesita ${least} GiB: --disk ${least}G` },
    );
  }
  return image;
}

function noDisk({ image, name }: VmPlan): Text {
  return {
    en: `The image ${image} is a disc, and ${name} needs a disk.`,
    es: `La imagen ${image} es un disco óptico, y ${name} necesita un disco duro.`,
  };
}

function noDisc({ image, name }: VmPlan): Text {
  return {
    en: `The image ${image} is a disk, and ${name} needs a disc.`,
    es: `La imagen ${image} es un disco duro, y ${name} necesita un disco óptico.`,
  };
}

function needsDisc({ medium = 'disk' }: VmPlan): boolean {
  return medium !== 'disk';
}

function diskOf({ spec }: VmPlan, { path, format }: Source): MachineParts['disk'] {
  if (spec.diskGiB === 0) return null;
  return { bytes: BigInt(spec.diskGiB) * GIB, base: format === 'iso' ? null : { path, format } };
}

async function firstBootOf({ firstBoot }: VmPlan, programs: Programs): Promise<MachineParts['firstBoot']> {
  if (!firstBoot) return null;
  if (firstBoot.kind === 'ignition') return { kind: 'ignition', bytes: Buffer.from(firstBoot.config) };
  return { kind: 'seed', bytes: await seedDisc(firstBoot, programs) };
}

function mediaOf(
  { medium }: VmPlan,
  source: Source,
  parts: MachineParts,
  made: MachinePaths,
): Pick<Placement, 'disk' | 'drive' | 'firstBoot'> {
  return {
    disk: made.disk === null ? null : { path: made.disk, base: parts.disk?.base ?? null },
    // A system that is installed comes up from its disk after its own restart.
    drive: source.format === 'iso' ? { path: source.path, isFirst: medium === 'live' } : null,
    firstBoot:
      parts.firstBoot && made.firstBoot !== null
        ? { kind: parts.firstBoot.kind, path: made.firstBoot }
        : null,
  };
}

async function refuseUnsupported({ name, hardware }: VmPlan, abilities: HostAbilities): Promise<void> {
  if (hardware.diskBus === 'ide' && machineOf(hardware) === 'q35') {
    throw new PortError(
      'unsupported',
      {
        en: `${name} cannot have an IDE disk with UEFI: such a machine has no IDE.`,
        es: `${name} no puede tener un disco IDE con UEFI: una máquina así no tiene IDE.`,
      },
      { en: 'Use --bus sata.', es: 'Ponga --bus sata.' },
    );
  }
  if (hardware.firmware !== 'uefi' || (await abilities.uefi())) return;
  throw new PortError(
    'unsupported',
    {
      en: `${name} needs UEFI, but this host has no UEFI firmware.`,
      es: `${name} necesita UEFI, pero este anfitrión no tiene firmware UEFI.`,
    },
    {
      en: 'An administrator can install the package ovmf.',
      es: 'Un administrador puede instalar el paquete ovmf.',
    },
  );
}
