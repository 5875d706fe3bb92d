import { BlockList, isIP } from 'node:net';
import type { Address } from '../../../src/vm/vm.ts';
import type { DhcpLease, DomainInterface } from '../rpc/index.ts';

/** A lease that can be believed, by the card that holds it. */
export interface Lease {
  readonly mac: string;
  readonly address: Address;
  /** When it ends, in seconds since 1970: grows whenever the guest asks again. */
  readonly expiresAtSeconds: number;
}

/** Addresses under which nobody else reaches a machine: loopback, link-local, unspecified, multicast. */
const useless = new BlockList();
useless.addSubnet('127.0.0.0', 8, 'ipv4');
useless.addSubnet('169.254.0.0', 16, 'ipv4');
useless.addSubnet('0.0.0.0', 8, 'ipv4');
useless.addSubnet('224.0.0.0', 3, 'ipv4');
useless.addAddress('::', 'ipv6');
useless.addAddress('::1', 'ipv6');
useless.addSubnet('fe80::', 10, 'ipv6');
useless.addSubnet('ff00::', 8, 'ipv6');

/** More addresses than this of one machine are of no use to anybody. */
const MOST_ADDRESSES = 16;

/** An address that somebody can use, or null; a guest can tell its host anything. */
export function addressOf(ip: string, source: Address['source']): Address | null {
  const version = isIP(ip);
  if (version === 0) return null;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return useless.check(ip, family) ? null : { ip, family, source };
}

/** The leases of a network. */
export function leasesOf(leases: readonly DhcpLease[]): readonly Lease[] {
  return leases.flatMap(({ mac, address: ip, expiryTime }) => {
    const address = addressOf(ip, 'lease');
    return mac === null || !address
      ? []
      : [{ mac: mac.toLowerCase(), address, expiresAtSeconds: Number(expiryTime) }];
  });
}

/** What an agent or the neighbour table says of a machine's cards. */
export function interfaceAddresses(
  interfaces: readonly DomainInterface[],
  macs: readonly string[],
  source: 'agent' | 'arp',
): readonly Address[] {
  return interfaces
    .filter(({ hardwareAddress }) => macs.includes(hardwareAddress?.toLowerCase() ?? ''))
    .flatMap(({ addresses }) => addresses.flatMap(({ address }) => addressOf(address, source) ?? []));
}

/** Each address once, by the first that said it; IPv4 first. */
export function merged(...lists: readonly (readonly Address[])[]): readonly Address[] {
  const byIp = new Map<string, Address>();
  for (const address of lists.flat()) if (!byIp.has(address.ip)) byIp.set(address.ip, address);
  const all = [...byIp.values()];
  const ipv4 = all.filter(({ family }) => family === 'ipv4');
  return [...ipv4, ...all.filter(({ family }) => family === 'ipv6')].slice(0, MOST_ADDRESSES);
}
