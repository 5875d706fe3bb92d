import { setTimeout as sleep } from 'node:timers/promises';
import { type Domain, type LibvirtClient, parameterMap, procedures } from '../../rpc/index.ts';
import { ofGuest } from '../../session.ts';
import { leasesOf } from '../addresses.ts';

/** How far a guest has come with its address. */
export type Progress =
  | { readonly kind: 'lent'; readonly address: string }
  /** It asked, and nobody has said anything to it for a while. */
  | { readonly kind: 'silent' }
  /** It asked, and has no address yet. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'not-asked' };

export interface Watched {
  readonly domain: Domain;
  readonly mac: string;
  readonly network: string;
  /** Until when the card's lease ran before, in seconds since 1970; null: it had none. */
  readonly before: number | null;
  /** After how long without an answer a guest that asked has heard none, in milliseconds. */
  readonly patienceMs: number;
}

/** libvirt tells no event of leases: it is asked again after so many milliseconds. */
const AGAIN_MS = 100;

/** All of this is answered from the host's memory. */
const TIMEOUT_MS = 2000;

/** Frames of DHCP are longer than this (RFC 2131: 236 bytes before the options), and a new card's others shorter. */
const DHCP_BYTES = 300;

/**
 * What else the host says to a new card (MLD and ARP) comes in frames of at most so many bytes, most of them. What is
 * received beyond that by so much may be an answer, which the guest has had no time for.
 */
const SMALL_BYTES = 90;
const BEYOND_BYTES = 100;

/** VIR_DOMAIN_STATS_INTERFACE. */
const STATS_INTERFACE = 1 << 4;

/** Linux' code of the space bar. */
const SPACE = 57;

/** Until when the lease of a card runs, and of which address; null: it has none. */
export async function leaseOf(
  client: LibvirtClient,
  networkName: string,
  mac: string,
): Promise<{ readonly address: string; readonly until: number } | null> {
  const options = { timeoutMs: TIMEOUT_MS };
  const { network } = await client.call(procedures.networkLookupByName, { name: networkName }, options);
  const args = { network, mac, needResults: 1, flags: 0 };
  const { leases } = await client.call(procedures.networkGetDhcpLeases, args, options);
  const [lease] = leasesOf(leases);
  return lease ? { address: lease.address.ip, until: lease.expiresAtSeconds } : null;
}

/**
 * Watches a guest that has just been started, until its lease is there or it has heard no answer.
 * @param tell hears how far it has come
 * @returns when that is settled, or the signal fires
 */
export async function watchGuest(
  client: LibvirtClient,
  { domain, mac, network, before, patienceMs }: Watched,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  let askedAt: number | null = null;
  while (!signal.aborted) {
    const [lease, seen] = await Promise.all([leaseOf(client, network, mac), trafficOf(client, domain)]);
    // A lease that is lent again runs longer than the one before.
    if (lease && lease.until !== before) return tell({ kind: 'lent', address: lease.address });
    if (seen.sentBytes >= DHCP_BYTES) {
      askedAt ??= performance.now();
      tell({ kind: 'waiting' });
      const isOver = performance.now() - askedAt >= patienceMs;
      const beyond = seen.receivedBytes - SMALL_BYTES * seen.receivedPackets;
      if (isOver && beyond < BEYOND_BYTES) return tell({ kind: 'silent' });
    } else pressKey(client, domain);
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Its firmware waits two seconds for somebody who wants its settings, unless another key says that nobody does. */
function pressKey(client: LibvirtClient, domain: Domain): void {
  const args = { domain, codeset: 0, holdTimeMs: 10, keyCodes: [SPACE], flags: 0 };
  const options = { ...ofGuest(domain), timeoutMs: TIMEOUT_MS };
  client.call(procedures.domainSendKey, args, options).catch(() => undefined);
}

interface Traffic {
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
}

/** What its card has sent and received, as the guest sees it. */
async function trafficOf(client: LibvirtClient, domain: Domain): Promise<Traffic> {
  const args = { domains: [domain], stats: STATS_INTERFACE, flags: 0 };
  const { records } = await client.call(procedures.connectGetAllDomainStats, args, { timeoutMs: TIMEOUT_MS });
  const values = parameterMap(records[0]?.parameters ?? []);
  const counted = (field: string): number => Number(values.get(`net.0.${field}`) ?? 0);
  return {
    sentBytes: counted('tx.bytes'),
    receivedBytes: counted('rx.bytes'),
    receivedPackets: counted('rx.pkts'),
  };
}
