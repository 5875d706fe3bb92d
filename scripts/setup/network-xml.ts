import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { type NetworkSlot, readSlots, slotsOfSubnet } from '../../adapters/libvirt/network/network-slots.ts';
import { NAMES_FOLDER } from '../../adapters/libvirt/network/rules/index.ts';
import { addressAt, parseSubnet, type Subnet } from './subnet.ts';

/** What set-up wants to know of a libvirt network. */
export interface NetworkFacts {
  readonly uuid: string | undefined;
  readonly subnets: readonly Subnet[];
  /** How many network cards of running machines are on it. */
  readonly connections: number;
  readonly forward: string | undefined;
  readonly bridge: string | undefined;
  readonly stp: string | undefined;
  readonly delay: string | undefined;
  readonly dnsmasqOptions: readonly string[];
  /** null where addresses are lent in another way. */
  readonly slots: readonly NetworkSlot[] | null;
}

/** libvirt's namespace for settings that are handed to dnsmasq as they are (libvirt: Network XML format). */
const DNSMASQ_NAMESPACE = 'http://libvirt.org/schemas/network/dnsmasq/1.0';

export const BRIDGE_NAME = 'labvm0';

/** The bridge waits for nothing: no spanning tree, and a port that forwards from the first moment. */
const BRIDGE = { '@name': BRIDGE_NAME, '@stp': 'off', '@delay': '0' };

/**
 * What dnsmasq is told (dnsmasq(8)): to give an address away without pinging it for three seconds before; to take no
 * name from a guest, and to go by its hardware address whatever client id it invents; where labvm writes names; and to
 * say to firmware that boots over the network that nobody else adds to the answer, for whom it would wait two seconds
 * (iPXE: DHCP option 175.176, no-pxedhcp). It is said to iPXE alone, which asks for it: doctor's probe guest.
 */
const DNSMASQ_OPTIONS = [
  'no-ping',
  'dhcp-ignore-names',
  'dhcp-ignore-clid',
  `hostsdir=${NAMES_FOLDER}`,
  'dhcp-option=encap:175,176,1b',
];

interface Definition {
  readonly name: string;
  readonly subnet: Subnet;
  /** Set to change a network that is there. */
  readonly uuid?: string | undefined;
}

/**
 * The XML of a NAT network whose guests have an address as soon as they ask: each slot's card its own one, and nobody
 * else any, as there is no range.
 */
export function buildNetwork({ name, subnet, uuid }: Definition): string {
  const hosts = slotsOfSubnet(subnet).map(({ mac, address }) => ({ '@mac': mac, '@ip': address }));
  const network = {
    '@xmlns:dnsmasq': DNSMASQ_NAMESPACE,
    name,
    ...(uuid === undefined ? {} : { uuid }),
    forward: { '@mode': 'nat' },
    bridge: BRIDGE,
    ip: {
      '@address': addressAt(subnet, 1),
      '@prefix': String(subnet.prefix),
      dhcp: { host: hosts },
    },
    'dnsmasq:options': { 'dnsmasq:option': DNSMASQ_OPTIONS.map((value) => ({ '@value': value })) },
  };
  return new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' }).build({ network });
}

/** Reads what `virsh net-dumpxml` prints. */
export function readNetwork(xml: string): NetworkFacts {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    isArray: (name) => name === 'ip' || name === 'dnsmasq:option',
  });
  const network = parser.parse(xml).network ?? {};
  const ips: Record<string, string>[] = network.ip ?? [];
  const options: Record<string, string>[] = network['dnsmasq:options']?.['dnsmasq:option'] ?? [];
  return {
    uuid: network.uuid,
    subnets: ips.flatMap((ip) => parseSubnet(`${ip['@address']}/${prefixOf(ip)}`) ?? []),
    connections: Number(network['@connections'] ?? 0),
    forward: network.forward?.['@mode'] ?? (network.forward === undefined ? undefined : 'nat'),
    bridge: network.bridge?.['@name'],
    stp: network.bridge?.['@stp'],
    delay: network.bridge?.['@delay'],
    dnsmasqOptions: options.flatMap((option) => option['@value'] ?? []),
    slots: readSlots(xml),
  };
}

/** libvirt writes a network's size in one way or the other, as it was defined. */
function prefixOf(ip: Record<string, string>): string {
  const netmask = parseSubnet(ip['@netmask'] ?? '');
  if (ip['@prefix'] !== undefined || netmask === null) return ip['@prefix'] ?? '24';
  return String(netmask.base.toString(2).replaceAll('0', '').length);
}

/** In what a network differs from what labvm needs; empty if in nothing. */
export function deviations(network: NetworkFacts): readonly string[] {
  return [
    ...(network.forward === 'nat' ? [] : [`forward mode ${network.forward ?? 'none'} (nat)`]),
    ...(network.stp === 'off' ? [] : [`stp ${network.stp ?? 'on'} (off)`]),
    ...(network.delay === '0' ? [] : [`delay ${network.delay ?? 'unset'} (0)`]),
    ...(network.bridge === BRIDGE_NAME ? [] : [`bridge ${network.bridge ?? 'unnamed'} (${BRIDGE_NAME})`]),
    ...DNSMASQ_OPTIONS.filter((option) => !network.dnsmasqOptions.includes(option)).map(
      (option) => `dnsmasq option ${option} missing`,
    ),
    ...(network.subnets.length > 0 ? [] : ['no IPv4 address']),
    ...(hasItsSlots(network) ? [] : ['addresses from a range (slots)']),
  ];
}

function hasItsSlots({ slots, subnets: [subnet] }: NetworkFacts): boolean {
  return slots !== null && subnet !== undefined && slots.length === slotsOfSubnet(subnet).length;
}
