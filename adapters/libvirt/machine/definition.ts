import { basename } from 'node:path';
import type { StartsBy } from '../../../src/vm/vm.ts';
import { attribute, child, children, readXml, textOf, type Xml } from '../xml.ts';
import { type ConsoleStart, readConsoleStart } from './console-mark.ts';
import { GUEST_AGENT } from './domain-devices.ts';
import { isOfMachine, isSeed, uuidOf } from './ids.ts';
import type { MachineType } from './machine-type.ts';
import { isMarked, type Metadata, readMetadata } from './metadata.ts';

/** What labvm knows of a domain without asking how it is. */
export interface Definition {
  readonly uuid: string;
  /** null: not one of labvm's machines. */
  readonly metadata: Metadata | null;
  /** labvm made it, and its metadata cannot be used any more: it is nobody's. Left out where that is not so. */
  readonly isDamaged?: true;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** The MAC addresses of its network cards, in lower case. */
  readonly macs: readonly string[];
  /** The names of the networks that its cards are plugged into, one a card; null: into something else. */
  readonly networks: readonly (string | null)[];
  /** Every file that it reads or writes as a disk or a disc, also those below its disk. */
  readonly files: readonly string[];
  /** The disks that it writes to; no discs, and no seed. */
  readonly disks: readonly Disk[];
  /** Its drive for discs, with the file of the disc that lies in it; null: it has no drive. */
  readonly drive: Drive | null;
  /** The file that what it writes on its serial console goes to; null: none. */
  readonly consoleLog: string | null;
  /** Where in that file its last start begins; null: not known. */
  readonly consoleStart: ConsoleStart | null;
  readonly startsBy: StartsBy;
  /** Which of QEMU's machines it is: it decides the bus of drives. */
  readonly machine: MachineType;
}

/** A disk as a domain's description has it: another tool may have put it in the place of the one that labvm made. */
export interface Disk {
  /** What the domain calls it, such as `vda`. */
  readonly dev: string;
  /** What it is to libvirt: `file`, `block`, `network`, `volume` … */
  readonly kind: string;
  /** null: it is no file. */
  readonly file: string | null;
  /** What QEMU reads the file as, such as `qcow2`. */
  readonly format: string;
  /** Several domains may write to it. */
  readonly isShared: boolean;
}

/** A drive for discs. */
export interface Drive {
  readonly target: { readonly dev: string; readonly bus: string };
  readonly file: string | null;
}

/** A domain of labvm's. */
export type OwnDefinition = Definition & { readonly metadata: Metadata };

/** What only a running domain's description tells. */
export interface LiveFacts {
  /** Where its screen listens, or null. */
  readonly screenSocket: string | null;
  /** Where it listens on this host's loopback, with the password that it asks for; or null. */
  readonly screenPort: { readonly port: number; readonly password: string } | null;
  readonly agentConnected: boolean;
}

/** In how many KiB each unit of memory is (libvirt: Domain XML format, memory). */
const KIB: Readonly<Record<string, number>> = {
  KiB: 1,
  k: 1,
  MiB: 1024,
  M: 1024,
  GiB: 1024 ** 2,
  G: 1024 ** 2,
};

/** More cards than this no guest has a use for. */
const MOST_CARDS = 64;

/** More disks, and more layers below one, than labvm or anybody else gives a machine. */
const MOST_DISKS = 64;
const MOST_LAYERS = 16;

/** Reads a domain's description. A description that cannot be read is of a machine of somebody else. */
export function readDefinition(uuid: string, xml: string): Definition {
  const domain = domainOf(xml);
  // A copy that another tool made carries the metadata too, but not the UUID: it is not labvm's.
  const metadata = readMetadata(domain);
  const disks = children(child(domain, 'devices'), 'disk').slice(0, MOST_DISKS);
  const cards = children(child(domain, 'devices'), 'interface').slice(0, MOST_CARDS);
  const files = disks.flatMap((disk) => filesOf(disk));
  const isWhole = metadata !== null && uuidOf(metadata.requestId) === uuid;
  const isMade =
    (metadata === null && isMarked(domain)) || files.some((one) => isOfMachine(basename(one), uuid));
  return {
    uuid,
    metadata: isWhole ? metadata : null,
    ...(isMade && !isWhole ? { isDamaged: true } : {}),
    cpus: positive(textOf(domain, 'vcpu')),
    memoryMiB: memoryMiB(domain),
    macs: cards.flatMap((card) => attribute(child(card, 'mac'), 'address')?.toLowerCase() ?? []),
    networks: cards.map((card) => attribute(child(card, 'source'), 'network') ?? null),
    files,
    disks: disks.flatMap((disk) => diskOf(disk) ?? []),
    drive: disks.flatMap((disk) => driveOf(disk) ?? [])[0] ?? null,
    consoleLog: attribute(child(child(child(domain, 'devices'), 'serial'), 'log'), 'file') ?? null,
    consoleStart: readConsoleStart(domain),
    startsBy: { firmware: firmwareOf(child(domain, 'os')), hasDisk: disks.some(isDisk) },
    machine: (attribute(child(child(domain, 'os'), 'type'), 'machine') ?? '').includes('q35') ? 'q35' : 'pc',
  };
}

/** The file of a disk and of everything below it. */
function filesOf(disk: Xml, depth = 0): readonly string[] {
  const file = attribute(child(disk, 'source'), 'file');
  if (depth === MOST_LAYERS) return [];
  return [...(file === undefined ? [] : [file]), ...layersBelow(disk, depth)];
}

function layersBelow(disk: Xml, depth: number): readonly string[] {
  return children(disk, 'backingStore').flatMap((below) => filesOf(below, depth + 1));
}

/** libvirt chooses the file of the firmware, or somebody names one (libvirt: Domain XML format, BIOS bootloader). */
function firmwareOf(os: Xml): StartsBy['firmware'] {
  const isUefi = attribute(os, 'firmware') === 'efi' || attribute(child(os, 'loader'), 'type') === 'pflash';
  return isUefi ? 'uefi' : 'bios';
}

/** A disk that a system can be on: no drive, and no seed. */
function isDisk(disk: Xml): boolean {
  const file = attribute(child(disk, 'source'), 'file');
  const isDrive = ['cdrom', 'floppy'].includes(attribute(disk, 'device') ?? 'disk');
  return !isDrive && !(file !== undefined && isSeed(file));
}

function diskOf(disk: Xml): Disk | null {
  const device = attribute(disk, 'device') ?? 'disk';
  if ((device !== 'disk' && device !== 'lun') || 'readonly' in disk) return null;
  return {
    dev: attribute(child(disk, 'target'), 'dev') ?? '',
    kind: attribute(disk, 'type') ?? 'file',
    file: attribute(child(disk, 'source'), 'file') ?? null,
    // libvirt's own word where nothing is said (Domain XML format, driver).
    format: attribute(child(disk, 'driver'), 'type') ?? 'raw',
    isShared: 'shareable' in disk,
  };
}

function driveOf(disk: Xml): Drive | null {
  const file = attribute(child(disk, 'source'), 'file') ?? null;
  if (attribute(disk, 'device') !== 'cdrom' || (file !== null && isSeed(file))) return null;
  const target = child(disk, 'target');
  return { target: { dev: attribute(target, 'dev') ?? '', bus: attribute(target, 'bus') ?? '' }, file };
}

/** Reads the description of a running domain. */
export function readLive(xml: string): LiveFacts {
  const devices = child(domainOf(xml), 'devices');
  const sockets = children(devices, 'graphics').flatMap((graphics) =>
    children(graphics, 'listen').flatMap((listen) => attribute(listen, 'socket') ?? []),
  );
  const ports = children(devices, 'graphics').flatMap((graphics) => {
    const [port, password] = [Number(attribute(graphics, 'port')), attribute(graphics, 'passwd')];
    return port > 0 && port < 65_536 && password !== undefined ? [{ port, password }] : [];
  });
  const agent = children(devices, 'channel')
    .map((channel) => child(channel, 'target'))
    .find((target) => attribute(target, 'name') === GUEST_AGENT);
  return {
    screenSocket: sockets[0] ?? null,
    screenPort: ports[0] ?? null,
    agentConnected: agent !== undefined && attribute(agent, 'state') === 'connected',
  };
}

function domainOf(xml: string): Xml {
  try {
    return child(readXml(xml), 'domain');
  } catch {
    return {};
  }
}

function memoryMiB(domain: Xml): number {
  const unit = attribute(child(domain, 'memory'), 'unit') ?? 'KiB';
  return Math.ceil((positive(textOf(domain, 'memory')) * (KIB[unit] ?? 1)) / 1024);
}

function positive(text: string | undefined): number {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
