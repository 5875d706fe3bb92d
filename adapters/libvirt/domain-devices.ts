import type { Hardware } from '../../src/vm/plan.ts';
import type { Placement } from './domain-xml.ts';
import type { Xml } from './xml.ts';

/** The devices of a domain. */
export function domainDevices(hardware: Hardware, place: Placement): Xml {
  return {
    // Nothing is plugged into USB, and a controller without devices still wakes an idle guest.
    controller: { '@type': 'usb', '@model': 'none' },
    disk: disk(hardware.diskBus, place),
    ...(hardware.nicModel === 'none' ? {} : { interface: networkCard(hardware.nicModel, place) }),
    serial: {
      '@type': 'pty',
      log: { '@file': place.consolePath, '@append': 'on' },
      target: { '@port': '0' },
    },
    console: { '@type': 'pty', target: { '@type': 'serial', '@port': '0' } },
    channel: { '@type': 'unix', target: { '@type': 'virtio', '@name': GUEST_AGENT } },
    // libvirt chooses the path, in a directory that only QEMU's user and root may enter.
    graphics: { '@type': 'vnc', listen: { '@type': 'socket' } },
    video: { model: { '@type': 'vga' } },
    memballoon: { '@model': 'virtio' },
    rng: { '@model': 'virtio', backend: { '@model': 'random', '#text': '/dev/urandom' } },
    panic: { '@model': 'isa' },
  };
}

/** The name of the channel on which the guest's agent listens (qemu-guest-agent). */
export const GUEST_AGENT = 'org.qemu.guest_agent.0';

/** The disk with the image below it named in full, so that libvirt need not look into the files. */
function disk(bus: Hardware['diskBus'], { diskPath, basePath }: Placement): Xml {
  return {
    '@type': 'file',
    '@device': 'disk',
    driver: { '@name': 'qemu', '@type': 'qcow2', '@discard': 'unmap' },
    source: { '@file': diskPath },
    backingStore: {
      '@type': 'file',
      format: { '@type': 'qcow2' },
      source: { '@file': basePath },
      backingStore: '',
    },
    target: { '@dev': { virtio: 'vda', ide: 'hda', sata: 'sda' }[bus], '@bus': bus },
    boot: { '@order': '1' },
  };
}

function networkCard(model: Exclude<Hardware['nicModel'], 'none'>, { mac, network }: Placement): Xml {
  return {
    '@type': 'network',
    mac: { '@address': mac },
    source: { '@network': network },
    model: { '@type': model },
    // Nobody boots over the network, and the firmware starts sooner without the card's own program.
    rom: { '@enabled': 'no' },
  };
}
