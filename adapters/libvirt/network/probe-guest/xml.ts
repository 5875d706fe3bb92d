import { cardIn } from '../../machine/domain-devices.ts';
import { writeXml } from '../../xml.ts';
import type { NetworkSlot } from '../network-slots.ts';
import { probeGuestName } from './name.ts';

export interface ProbeGuest {
  readonly uuid: string;
  readonly network: string;
  readonly slot: NetworkSlot;
  readonly accelerated: boolean;
  /** Whether libvirt can limit an emulated guest's translation cache. */
  readonly limitsTranslation: boolean;
}

/** What the firmware and the card's program need is less, and QEMU starts no smaller one sooner. */
const MEMORY_MIB = 32;
const TRANSLATION_MIB = 16;

/**
 * The description of a probe guest (libvirt: Domain XML format): a card in a machine's place on the network, and
 * firmware that asks for an address by it (iPXE, from the card's option ROM). It has no disk, no screen, no console,
 * nothing on the host that is written to, and no metadata by which it were a machine of labvm's.
 */
export function probeGuestXml({ uuid, network, slot, accelerated, limitsTranslation }: ProbeGuest): string {
  const cache = { 'tb-cache': { '@unit': 'MiB', '#text': String(TRANSLATION_MIB) } };
  return writeXml({
    domain: {
      '@type': accelerated ? 'kvm' : 'qemu',
      name: probeGuestName(slot),
      uuid,
      memory: { '@unit': 'MiB', '#text': String(MEMORY_MIB) },
      vcpu: '1',
      os: { type: { '@arch': 'x86_64', '@machine': 'pc', '#text': 'hvm' }, boot: { '@dev': 'network' } },
      features: { acpi: '', apic: '', ...(accelerated || !limitsTranslation ? {} : { tcg: cache }) },
      // It never starts anew: firmware that finds nothing to boot would ask for ever.
      on_poweroff: 'destroy',
      on_reboot: 'destroy',
      on_crash: 'destroy',
      devices: {
        controller: { '@type': 'usb', '@model': 'none' },
        interface: { ...cardIn(network, slot), model: { '@type': 'virtio' } },
        video: { model: { '@type': 'none' } },
        memballoon: { '@model': 'none' },
      },
    },
  });
}
