import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Check, Look } from '../../../src/host/doctor.ts';
import type { HostAbilities } from '../capabilities.ts';
import type { ImageManifest } from '../image/manifest.ts';
import type { Machine } from '../machine/machines.ts';
import { checkNetwork } from '../network/check-network.ts';
import { checkRules } from '../network/check-rules.ts';
import { createProbeGuests } from '../network/probe-guest/index.ts';
import { isProbeGuest } from '../network/probe-guest/name.ts';
import type { LibvirtClient, Transport } from '../rpc/index.ts';
import { checkAddresses } from './addresses.ts';
import { checkDaemon } from './daemon.ts';
import { checkMachineFiles } from './machine-files.ts';
import { checkMetadata } from './metadata.ts';
import { checkNames } from './names.ts';
import { checkPool } from './pool.ts';
import { tryNetwork } from './try-network.ts';

export interface LooksPorts {
  readonly client: LibvirtClient;
  readonly transport: Transport;
  readonly programs: Programs;
  readonly network: string;
  readonly pool: string;
  readonly machines: () => Promise<readonly Machine[]>;
  readonly manifests: () => Promise<readonly ImageManifest[]>;
  /** What a guest can be that asks for an address where labvm may not. */
  readonly abilities: Pick<HostAbilities, 'accelerated' | 'limitsTranslation'>;
  readonly isRoot?: boolean;
  /** How long an answer on the wire may take, in milliseconds. */
  readonly patienceMs?: number;
  /** When the finding is due where a guest asks, in milliseconds. */
  readonly guestMs?: number;
}

/** Doctor's looks at what libvirt keeps: its network and its pool. Another look is another line. */
export function createLooks({ isRoot = process.geteuid?.() === 0, ...rest }: LooksPorts): readonly Look[] {
  const ports = { ...rest, isRoot, guests: createProbeGuests(rest) };
  const { client, transport, network, pool } = ports;
  // The address that a probe guest has for a moment is free.
  const machines = async () => (await ports.machines()).filter(({ domain }) => !isProbeGuest(domain.name));
  return [
    look('libvirt-line', { en: 'libvirt', es: 'libvirt' }, (signal) => checkDaemon(transport, signal)),
    look('network', { en: 'Network', es: 'Red' }, async () => [await checkNetwork(client, network)]),
    look('addresses', { en: 'Free addresses', es: 'Direcciones libres' }, () =>
      checkAddresses(client, network, machines),
    ),
    look('lease', { en: 'Address by DHCP', es: 'Dirección por DHCP' }, (signal) =>
      tryNetwork(ports, network, signal),
    ),
    look('network-rules', { en: 'Network rules', es: 'Reglas de la red' }, async () => [
      await checkRules(ports, network, isRoot),
    ]),
    look('pool', { en: 'Storage pool', es: 'Almacén' }, () => checkPool(ports, pool)),
    look('machine-files', { en: 'Disks and discs', es: 'Discos' }, () => checkMachineFiles(ports, pool)),
    look('metadata', { en: 'Machines’ metadata', es: 'Metadatos de las máquinas' }, () =>
      checkMetadata(machines),
    ),
    look('names', { en: 'Names in DNS', es: 'Nombres en el DNS' }, () =>
      checkNames(client, network, machines),
    ),
  ];
}

function look(name: string, label: Text, act: (signal: AbortSignal) => Promise<readonly Check[]>): Look {
  return { name, label, asksHypervisor: true, look: act };
}
