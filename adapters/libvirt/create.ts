import type { Programs } from '../../src/program.ts';
import { HypervisorError } from '../../src/vm/hypervisor-error.ts';
import type { VmPlan } from '../../src/vm/plan.ts';
import type { AddressSlots, CardPlace } from './address-slots.ts';
import type { HostAbilities } from './capabilities.ts';
import { domainXml, type Placement } from './domain-xml.ts';
import { uuidOf } from './ids.ts';
import type { Images } from './images.ts';
import { machineOf } from './machine-type.ts';
import type { Machines } from './machines.ts';
import { isOwn, type OwnMachine } from './own.ts';
import { procedures } from './rpc/index.ts';
import { newScreenPassword } from './screen/password.ts';
import { seedDisc } from './seed-disc.ts';
import { changing, type Session, SLOW } from './session.ts';
import type { MachineParts, MachinePaths, Storage } from './storage.ts';

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
 * @throws HypervisorError, and the signal's reason between two steps
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
  const paths = await changing(`The disk of ${plan.name} cannot be made`, () =>
    storage.makeFor(uuid, parts, async () => isOwn(await machines.byUuid(uuid))),
  );
  signal?.throwIfAborted();
  if (paths && plan.hardware.nicModel === 'none') await define(paths, null);
  else if (paths) await slots.withPlace(plan, (card) => define(paths, card));
  const made = await machines.byUuid(uuid);
  if (isOwn(made)) return made;
  throw new HypervisorError('failed', `${plan.name} was made and is gone again: somebody removed it.`);

  async function define(made: MachinePaths, card: CardPlace | null): Promise<void> {
    const screenPassword = screens === 'password' ? newScreenPassword() : null;
    const limitsTranslation = await abilities.limitsTranslation();
    const console = { screenPassword, consolePath: made.console };
    const where = { uuid, card, network, accelerated, limitsTranslation, ...console };
    const xml = domainXml(plan, { ...where, ...mediaOf(plan, source, parts, made) });
    await changing(`${plan.name} cannot be made`, () =>
      session.client.call(procedures.domainDefineXmlFlags, { xml, flags: 0 }, SLOW),
    );
  }
}

/** @returns the request's machine, or null if its name is free */
async function foundOrFree(machines: Machines, plan: VmPlan, uuid: string): Promise<OwnMachine | null> {
  const [own, named] = await Promise.all([machines.byUuid(uuid), machines.byName(plan.name)]);
  if (isOwn(own)) return own;
  if (own) {
    throw new HypervisorError(
      'exists',
      `The machine ${own.domain.name} has the UUID ${uuid}, which ${plan.name} needs, and is not labvm's: it stays as it is.`,
    );
  }
  if (!named) return null;
  throw new HypervisorError('exists', `There is a machine ${plan.name} already. Choose another name.`);
}

/** The image's file, and what it is good for. */
type Source = Awaited<ReturnType<Images['get']>>;

/** @throws HypervisorError where the image cannot be used as planned */
async function sourceOf(plan: VmPlan, images: Images): Promise<Source> {
  const image = await images.get(plan.image);
  const isDisc = image.format === 'iso';
  if (isDisc !== needsDisc(plan)) {
    throw new HypervisorError(
      'unsupported',
      `The image ${plan.image} is a ${isDisc ? 'disc' : 'disk'}, and ${plan.name} needs a ${isDisc ? 'disk' : 'disc'}.`,
    );
  }
  if (!isDisc && BigInt(plan.spec.diskGiB) * GIB < BigInt(image.virtualSizeBytes)) {
    const least = Math.ceil(image.virtualSizeBytes / Number(GIB));
    throw new HypervisorError(
      'unsupported',
      `A disk of ${plan.spec.diskGiB} GiB is too small for ${plan.image}: it needs ${least} GiB.`,
    );
  }
  return image;
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
    throw new HypervisorError(
      'unsupported',
      `${name} cannot have an IDE disk with UEFI: that machine has no IDE.`,
    );
  }
  if (hardware.firmware !== 'uefi' || (await abilities.uefi())) return;
  throw new HypervisorError(
    'unsupported',
    `${name} needs UEFI, and this host has no firmware for it: install the package ovmf.`,
  );
}
