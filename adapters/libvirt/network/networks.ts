import type { ReachedFrom } from '../../../src/vm/vm.ts';
import type { Definition } from '../machine/definition.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { attribute, child, children, readXml } from '../xml.ts';
import { type NetworkSlot, readSlots } from './network-slots.ts';

/** What labvm knows of the networks that machines are plugged into. */
export interface Networks {
  /**
   * From where a machine's addresses are reached; null where that is not known, or another thing for each card.
   * Asks libvirt of a network once, and again after an event says that it changed. Never fails.
   */
  reachedFrom(definition: Pick<Definition, 'networks'>): Promise<ReachedFrom | null>;
  /** What is known of one network; null while libvirt does not say. Never fails. */
  factsOf(name: string): Promise<NetworkFacts | null>;
}

/** What a network's description says. */
export interface NetworkFacts {
  readonly reachedFrom: ReachedFrom | null;
  /** Its address slots; null: it lends addresses in another way. */
  readonly slots: readonly NetworkSlot[] | null;
  /** The folder in which its DNS server looks for names, a file for each that is published; null: in none. */
  readonly namesFolder: string | null;
}

/** libvirt answers this from memory, and what it is asked for is worth no longer wait. */
const TIMEOUT_MS = 3000;

export function createNetworks(client: LibvirtClient): Networks {
  const known = new Map<string, Promise<NetworkFacts | null>>();

  const ask = async (name: string): Promise<NetworkFacts> => {
    await listening();
    const options = { timeoutMs: TIMEOUT_MS };
    const { network } = await client.call(procedures.networkLookupByName, { name }, options);
    const { xml } = await client.call(procedures.networkGetXmlDesc, { network, flags: 0 }, options);
    return { reachedFrom: reachedFrom(xml), slots: readSlots(xml), namesFolder: namesFolder(xml) };
  };

  /** Before the first question, or a change between its answer and the listening would be missed. */
  let listened: Promise<unknown> | undefined;
  const listening = (): Promise<unknown> => {
    listened ??= client
      .onEvent('networkLifecycle', ({ network }) => known.delete(network.name), { timeoutMs: TIMEOUT_MS })
      .catch(() => (listened = undefined));
    return listened;
  };
  client.onReconnected(() => known.clear());

  const factsOf = (name: string): Promise<NetworkFacts | null> => {
    const kept = known.get(name);
    if (kept) return kept;
    const answer: Promise<NetworkFacts | null> = ask(name).catch(() => {
      // Only an answer is kept; but not thrown away is a later one, which an event made necessary.
      if (known.get(name) === answer) known.delete(name);
      return null;
    });
    known.set(name, answer);
    return answer;
  };

  return {
    factsOf,
    async reachedFrom({ networks }) {
      const [first = null, ...others] = await Promise.all(
        networks.map(async (name) => (name === null ? null : ((await factsOf(name))?.reachedFrom ?? null))),
      );
      return others.every((other) => other === first) ? first : null;
    },
  };
}

/**
 * How far a network leads, by its forward mode (libvirt: Network XML format, connectivity): without one it is
 * isolated; NAT lets nobody in; in all others the guests are on, or routed to, a network outside the host.
 */
const LEADS: ReadonlyMap<string, ReachedFrom> = new Map([
  ['nat', 'host'],
  ['route', 'elsewhere'],
  ['open', 'elsewhere'],
  ['bridge', 'elsewhere'],
  ['private', 'elsewhere'],
  ['vepa', 'elsewhere'],
  ['passthrough', 'elsewhere'],
  ['hostdev', 'elsewhere'],
]);

/**
 * Reads a network's description; null if its forward mode is none that labvm knows.
 * @throws Error if it is no description of a network
 */
export function reachedFrom(xml: string): ReachedFrom | null {
  const [network] = children(readXml(xml), 'network');
  if (!network) throw new Error('libvirt described a network without <network>');
  if (!('forward' in network)) return 'host';
  const [forward] = children(network, 'forward');
  // NAT is the mode where none is named.
  return LEADS.get((forward && attribute(forward, 'mode')) ?? 'nat') ?? null;
}

/** dnsmasq's option for a folder whose files it reads as they appear (dnsmasq(8), --hostsdir). */
const HOSTS_FOLDER = 'hostsdir=';

/** Where a network's DNS server looks for names (libvirt: Network XML format, dnsmasq options). */
export function namesFolder(xml: string): string | null {
  const options = child(child(readXml(xml), 'network'), 'dnsmasq:options');
  const values = children(options, 'dnsmasq:option').map((option) => attribute(option, 'value') ?? '');
  const found = values.find((value) => value.startsWith(HOSTS_FOLDER));
  return found?.slice(HOSTS_FOLDER.length) ?? null;
}
