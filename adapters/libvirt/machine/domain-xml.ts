import { translationCacheMiB } from '../../../src/host/footprint.ts';
import type { VmPlan } from '../../../src/vm/plan.ts';
import { writeXml, type Xml } from '../xml.ts';
import { domainDevices } from './domain-devices.ts';
import { type MachineType, machineOf } from './machine-type.ts';
import { metadataXml } from './metadata.ts';
import type { Placement } from './placement.ts';

/**
 * The description of a domain (libvirt: Domain XML format) for a plan.
 * @throws PortError if the plan holds what XML cannot
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
      sysinfo: { '@type': 'fwcfg', entry: firmwareEntries(plan.name, place.firstBoot) },
      os: operatingSystem(hardware.firmware, machineOf(hardware)),
      features: { acpi: '', apic: '', ...translation(place, spec.memoryMiB) },
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
 * What a system finds in QEMU's fw_cfg. One that looks for its name knows it before it has any disk or network;
 * Ignition's configuration is given as a file, since it holds secrets that a command line would show to everybody.
 */
function firmwareEntries(name: string, firstBoot: Placement['firstBoot']): readonly Xml[] {
  const hostname = { '@name': 'opt/labvm/hostname', '#text': name };
  if (firstBoot?.kind !== 'ignition') return [hostname];
  return [hostname, { '@name': 'opt/com.coreos/config', '@file': firstBoot.path }];
}

/** Without a limit a small guest can make QEMU keep ten times its memory of translated code. */
function translation({ accelerated, limitsTranslation }: Placement, memoryMiB: number): Xml {
  if (accelerated || !limitsTranslation) return {};
  const cache = { '@unit': 'MiB', '#text': String(translationCacheMiB(memoryMiB)) };
  return { tcg: { 'tb-cache': cache } };
}

function operatingSystem(firmware: VmPlan['hardware']['firmware'], machine: MachineType): Xml {
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
