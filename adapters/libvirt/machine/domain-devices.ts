import type { Hardware } from '../../../src/vm/plan.ts';
import type { CardPlace } from '../network/card-place.ts';
import type { Xml } from '../xml.ts';
import { type MachineType, machineOf } from './machine-type.ts';
import type { Placement } from './placement.ts';

/** The devices of a domain. */
export function domainDevices(hardware: Hardware, place: Placement): Xml {
  return {
    // Nothing is plugged into USB, and a controller without devices still wakes an idle guest.
    controller: { '@type': 'usb', '@model': 'none' },
    disk: disks(hardware, place),
    ...(place.card === null || hardware.nicModel === 'none'
      ? {}
      : { interface: networkCard(hardware.nicModel, place.network, place.card) }),
    serial: {
      '@type': 'pty',
      log: { '@file': place.consolePath, '@append': 'on' },
      target: { '@port': '0' },
    },
    console: { '@type': 'pty', target: { '@type': 'serial', '@port': '0' } },
    channel: { '@type': 'unix', target: { '@type': 'virtio', '@name': GUEST_AGENT } },
    graphics: screen(place.screenPassword),
    video: { model: { '@type': 'vga' } },
    memballoon: { '@model': 'virtio' },
    rng: { '@model': 'virtio', backend: { '@model': 'random', '#text': '/dev/urandom' } },
    panic: { '@model': 'isa' },
  };
}

/** The name of the channel on which the guest's agent listens (qemu-guest-agent). */
export const GUEST_AGENT = 'org.qemu.guest_agent.0';

/**
 * VNC: on a socket whose path libvirt chooses, in a directory that only QEMU's user and root may enter; with a
 * password on a port of the loopback, for a labvm that may not enter it.
 */
function screen(password: string | null): Xml {
  if (password === null) return { '@type': 'vnc', listen: { '@type': 'socket' } };
  const listen = { '@type': 'address', '@address': '127.0.0.1' };
  return { '@type': 'vnc', '@port': '-1', '@autoport': 'yes', '@passwd': password, listen };
}

/** Its disk, its drive for discs and its seed, as far as it has them. */
function disks(hardware: Hardware, { disk, drive, firstBoot }: Placement): readonly Xml[] {
  const isDiscFirst = drive?.isFirst ?? false;
  return [
    ...(disk ? [ownDisk(hardware.diskBus, disk, isDiscFirst ? '2' : '1')] : []),
    ...(drive
      ? [{ ...discDrive(machineOf(hardware), drive.path), boot: { '@order': isDiscFirst ? '1' : '2' } }]
      : []),
    ...(firstBoot?.kind === 'seed' ? [seed(hardware, firstBoot.path)] : []),
  ];
}

/** The disk with the image below it named in full, so that libvirt need not look into the files. */
function ownDisk(
  bus: Hardware['diskBus'],
  { path, base }: NonNullable<Placement['disk']>,
  order: string,
): Xml {
  const below = base && {
    '@type': 'file',
    format: { '@type': base.format },
    source: { '@file': base.path },
    backingStore: '',
  };
  return {
    '@type': 'file',
    '@device': 'disk',
    driver: { '@name': 'qemu', '@type': 'qcow2', '@discard': 'unmap' },
    source: { '@file': path },
    backingStore: below ?? '',
    target: { '@dev': { virtio: 'vda', ide: 'hda', sata: 'sda' }[bus], '@bus': bus },
    boot: { '@order': order },
  };
}

/** A drive for discs, which every system knows: IDE, or SATA where the machine has no IDE. */
export function discDrive(machine: MachineType, path: string | null): Xml {
  const target = machine === 'pc' ? { '@dev': 'hdc', '@bus': 'ide' } : { '@dev': 'sdc', '@bus': 'sata' };
  return discOf(path, target);
}

/** A disc in a drive, or the empty drive. */
export function discOf(path: string | null, target: Xml): Xml {
  return {
    '@type': 'file',
    '@device': 'cdrom',
    driver: { '@name': 'qemu', '@type': 'raw' },
    ...(path === null ? {} : { source: { '@file': path } }),
    target,
    readonly: '',
  };
}

/**
 * The seed of NoCloud, which is found by its label on any device: beside a virtio disk it is one too, as kernels for
 * clouds have no drivers for older buses; else a disc.
 */
function seed(hardware: Hardware, path: string): Xml {
  if (hardware.diskBus !== 'virtio') {
    const isIde = machineOf(hardware) === 'pc';
    return discOf(path, isIde ? { '@dev': 'hdd', '@bus': 'ide' } : { '@dev': 'sdd', '@bus': 'sata' });
  }
  return {
    '@type': 'file',
    '@device': 'disk',
    driver: { '@name': 'qemu', '@type': 'raw' },
    source: { '@file': path },
    backingStore: '',
    target: { '@dev': 'vdb', '@bus': 'virtio' },
    readonly: '',
  };
}

function networkCard(model: Hardware['nicModel'], network: string, card: CardPlace): Xml {
  return {
    ...cardIn(network, card),
    model: { '@type': model },
    // Nobody boots over the network, and the firmware starts sooner without the card's own program.
    rom: { '@enabled': 'no' },
  };
}

/** A card's place on a network. */
export function cardIn(network: string, { mac, tap }: CardPlace): Xml {
  return {
    '@type': 'network',
    mac: { '@address': mac },
    source: { '@network': network },
    ...(tap === null ? {} : { target: { '@dev': tap } }),
  };
}
