import { GUEST_AGENT } from './domain-devices.ts';
import { uuidOf } from './ids.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import { attribute, child, children, readXml, textOf, type Xml } from './xml.ts';

/** What labvm knows of a domain without asking how it is. */
export interface Definition {
  readonly uuid: string;
  /** null: not one of labvm's machines. */
  readonly metadata: Metadata | null;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** The MAC addresses of its network cards, in lower case. */
  readonly macs: readonly string[];
  /** The names of the networks that its cards are plugged into, one a card; null: into something else. */
  readonly networks: readonly (string | null)[];
}

/** A domain of labvm's. */
export type OwnDefinition = Definition & { readonly metadata: Metadata };

/** What only a running domain's description tells. */
export interface LiveFacts {
  /** Where its screen listens, or null. */
  readonly screenSocket: string | null;
  readonly agentConnected: boolean;
}

/** In how many KiB each unit of memory is (libvirt: Domain XML format, memory). */
const KIB: Readonly<Record<string, number>> = {
  KiB: 1,
  k: 1,
  MiB: 1024,
  M: 1024,
  GiB: 1024 ** 2,
  G: 1024 ** 2,
};

/** More cards than this no guest has a use for. */
const MOST_CARDS = 64;

/** Reads a domain's description. A description that cannot be read is of a machine of somebody else. */
export function readDefinition(uuid: string, xml: string): Definition {
  const domain = domainOf(xml);
  // A copy that another tool made carries the metadata too, but not the UUID: it is not labvm's.
  const metadata = readMetadata(domain);
  const cards = children(child(domain, 'devices'), 'interface').slice(0, MOST_CARDS);
  return {
    uuid,
    metadata: metadata && uuidOf(metadata.requestId) === uuid ? metadata : null,
    cpus: positive(textOf(domain, 'vcpu')),
    memoryMiB: memoryMiB(domain),
    macs: cards.flatMap((card) => attribute(child(card, 'mac'), 'address')?.toLowerCase() ?? []),
    networks: cards.map((card) => attribute(child(card, 'source'), 'network') ?? null),
  };
}

/** Reads the description of a running domain. */
export function readLive(xml: string): LiveFacts {
  const devices = child(domainOf(xml), 'devices');
  const sockets = children(devices, 'graphics').flatMap((graphics) =>
    children(graphics, 'listen').flatMap((listen) => attribute(listen, 'socket') ?? []),
  );
  const agent = children(devices, 'channel')
    .map((channel) => child(channel, 'target'))
    .find((target) => attribute(target, 'name') === GUEST_AGENT);
  return {
    screenSocket: sockets[0] ?? null,
    agentConnected: agent !== undefined && attribute(agent, 'state') === 'connected',
  };
}

function domainOf(xml: string): Xml {
  try {
    return child(readXml(xml), 'domain');
  } catch {
    return {};
  }
}

function memoryMiB(domain: Xml): number {
  const unit = attribute(child(domain, 'memory'), 'unit') ?? 'KiB';
  return Math.ceil((positive(textOf(domain, 'memory')) * (KIB[unit] ?? 1)) / 1024);
}

function positive(text: string | undefined): number {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : 0;
}
