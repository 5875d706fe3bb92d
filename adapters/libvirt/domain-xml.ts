import type { VmPlan } from '../../src/vm/plan.ts';
import { domainDevices } from './domain-devices.ts';
import { metadataXml } from './metadata.ts';
import { writeXml, type Xml } from './xml.ts';

/** Where a machine's parts lie on the host, and what the host can do for it. */
export interface Placement {
  readonly uuid: string;
  readonly mac: string;
  /** The network that it is plugged into. */
  readonly network: string;
  readonly accelerated: boolean;
  /** Paths as libvirt gave them for volumes of its pool. */
  readonly diskPath: string;
  readonly basePath: string;
  readonly consolePath: string;
}

/**
 * The description of a domain (libvirt: Domain XML format) for a plan.
 * @throws HypervisorError if the plan holds what XML cannot
 */
export function domainXml(plan: VmPlan, place: Placement): string {
  const { spec, hardware } = plan;
  return writeXml({
    domain: {
      '@type': place.accelerated ? 'kvm' : 'qemu',
      name: plan.name,
      uuid: place.uuid,
      metadata: metadataXml(plan),
      memory: { '@unit': 'MiB', '#text': String(spec.memoryMiB) },
      vcpu: String(spec.cpus),
      // A system that looks for it knows its name before it has any disk or network; others do not see it.
      sysinfo: { '@type': 'fwcfg', entry: { '@name': 'opt/labvm/hostname', '#text': plan.name } },
      os: operatingSystem(hardware.firmware, machineOf(hardware)),
      features: { acpi: '', apic: '' },
      cpu: cpuOf(place.accelerated, spec.cpus),
      clock: clock(place.accelerated),
      on_poweroff: 'destroy',
      on_reboot: 'restart',
      // A crashed guest is kept for a look, and told apart from one that was switched off.
      on_crash: 'preserve',
      pm: { 'suspend-to-mem': { '@enabled': 'no' }, 'suspend-to-disk': { '@enabled': 'no' } },
      devices: domainDevices(hardware, place),
    },
  });
}

/**
 * i440FX is the smaller machine and starts sooner; an AHCI controller and UEFI belong to Q35.
 */
export function machineOf({ firmware, diskBus }: VmPlan['hardware']): 'pc' | 'q35' {
  return firmware === 'uefi' || diskBus === 'sata' ? 'q35' : 'pc';
}

function operatingSystem(firmware: VmPlan['hardware']['firmware'], machine: string): Xml {
  const type = { '@arch': 'x86_64', '@machine': machine, '#text': 'hvm' };
  if (firmware === 'bios') return { type };
  // Systems of a class are rarely signed for Secure Boot.
  const features = { feature: { '@enabled': 'no', '@name': 'secure-boot' } };
  return { '@firmware': 'efi', type, firmware: features };
}

/** Each CPU is a core of one socket: some systems start no more than one or two sockets. */
function cpuOf(accelerated: boolean, cpus: number): Xml {
  const topology = { '@sockets': '1', '@dies': '1', '@cores': String(cpus), '@threads': '1' };
  if (accelerated) return { '@mode': 'host-passthrough', '@check': 'none', '@migratable': 'on', topology };
  // All that the emulator knows: newer systems refuse the oldest models (x86-64-v2, v3).
  return { '@mode': 'maximum', '@check': 'none', topology };
}

function clock(accelerated: boolean): Xml {
  const timers: Xml[] = [
    { '@name': 'rtc', '@tickpolicy': 'catchup' },
    { '@name': 'hpet', '@present': 'no' },
  ];
  // The emulator has no other way with late ticks than its own.
  if (accelerated) timers.push({ '@name': 'pit', '@tickpolicy': 'delay' });
  return { '@offset': 'utc', timer: timers };
}
