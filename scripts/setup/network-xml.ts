import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { addressAt, parseSubnet, type Subnet, sizeOf } from './subnet.ts';

/** What set-up wants to know of a libvirt network. */
export interface NetworkFacts {
  readonly uuid: string | undefined;
  readonly subnets: readonly Subnet[];
  /** How many network cards of running machines are on it. */
  readonly connections: number;
  readonly forward: string | undefined;
  readonly stp: string | undefined;
  readonly delay: string | undefined;
  readonly dnsmasqOptions: readonly string[];
}

/** libvirt's namespace for settings that are handed to dnsmasq as they are (libvirt: Network XML format). */
const DNSMASQ_NAMESPACE = 'http://libvirt.org/schemas/network/dnsmasq/1.0';

/** The bridge waits for nothing: no spanning tree, and a port that forwards from the first moment. */
const BRIDGE = { '@name': 'labvm0', '@stp': 'off', '@delay': '0' };

/** Without it dnsmasq pings an address for three seconds before it gives it away. */
const NO_PING = 'no-ping';

interface Definition {
  readonly name: string;
  readonly subnet: Subnet;
  /** Set to change a network that is there. */
  readonly uuid?: string | undefined;
}

/** The XML of a NAT network with DHCP whose guests have an address as soon as they ask. */
export function buildNetwork({ name, subnet, uuid }: Definition): string {
  const lastHost = sizeOf(subnet) - 2;
  const network = {
    '@xmlns:dnsmasq': DNSMASQ_NAMESPACE,
    name,
    ...(uuid === undefined ? {} : { uuid }),
    forward: { '@mode': 'nat' },
    bridge: BRIDGE,
    ip: {
      '@address': addressAt(subnet, 1),
      '@prefix': String(subnet.prefix),
      dhcp: { range: { '@start': addressAt(subnet, 2), '@end': addressAt(subnet, lastHost) } },
    },
    'dnsmasq:options': { 'dnsmasq:option': { '@value': NO_PING } },
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
    stp: network.bridge?.['@stp'],
    delay: network.bridge?.['@delay'],
    dnsmasqOptions: options.flatMap((option) => option['@value'] ?? []),
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
    ...(network.dnsmasqOptions.includes(NO_PING) ? [] : ['dnsmasq option no-ping missing']),
    ...(network.subnets.length > 0 ? [] : ['no IPv4 address']),
  ];
}
