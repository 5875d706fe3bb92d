import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Programs } from '../../../../src/base/program.ts';
import type { NetworkSlot } from '../network-slots.ts';
import { arpReply, type End } from './frames.ts';
import { askForAddress, type LeaseOutcome } from './lease.ts';
import { tryWayOut, type WayOut } from './way-out.ts';
import { type Card, openWire, type Wire, WireTaken } from './wire.ts';

export type { LeaseOutcome } from './lease.ts';
export type { WayOut } from './way-out.ts';

/** What the probe is told of the network. */
export interface ProbedNetwork {
  readonly bridge: string;
  /** Slots that no machine has; null: the network has none, and lends any card an address. */
  readonly freeSlots: readonly NetworkSlot[] | null;
  /** Whether its machines go out under the host's address (forward mode `nat`); null: it leads nowhere. */
  readonly translates: boolean | null;
}

export interface ProbePorts {
  readonly programs: Programs;
  /** How long each answer on the wire may take, in milliseconds. A host that works needs a few of them. */
  readonly patienceMs?: number;
}

export interface ProbeFindings {
  readonly lease: LeaseOutcome;
  /** null: there was no address to try it with, or no way out that could be tried. */
  readonly out: WayOut | null;
}

/** Answers come within some milliseconds, on a host that is up to its neck within a second. */
const PATIENCE_MS = 1500;

/** How often another slot is tried where somebody else's probe is at one. */
const MOST_TRIES = 5;

/** Answers for what is outside. Locally administered, as all invented hardware addresses. */
const OUTSIDE_MAC = '02:00:00:00:00:01';

/**
 * Does what a machine does on the network: asks for an address and gives it back, and says something to somebody outside
 * who answers. Its cards are no machine's tap: the rules keep machines and it apart. Root alone can.
 * @returns null where every address belongs to a machine
 * @throws Error where the probe could not be made, and the signal's reason
 */
export async function probeNetwork(
  { programs, patienceMs = PATIENCE_MS }: ProbePorts,
  network: ProbedNetwork,
  signal: AbortSignal,
): Promise<ProbeFindings | null> {
  const gatewayMac = (await readFile(`/sys/class/net/${network.bridge}/address`, 'utf8')).trim();
  for (let tried = 1; ; tried += 1) {
    const guise = guiseOf(network);
    if (!guise) return null;
    const outside = outsideEnds();
    try {
      const wire = await openWire({ programs, bridge: network.bridge, id: guise.id, outside }, signal);
      try {
        return await probe({ wire, guise, outside, gatewayMac, network, patienceMs }, signal);
      } finally {
        await wire.close();
      }
    } catch (error) {
      // Two probes at once take different slots.
      if (!(error instanceof WireTaken) || tried === MOST_TRIES) throw error;
    }
  }
}

/** As which card the probe speaks; of a slot, the address is known before. */
interface Guise {
  readonly id: string;
  readonly mac: string;
  readonly address: string | null;
}

function guiseOf({ freeSlots }: ProbedNetwork): Guise | null {
  if (freeSlots === null) {
    const tail = [...randomBytes(5)].map((byte) => byte.toString(16).padStart(2, '0'));
    return { id: String(randomInt(100_000, 1_000_000)), mac: ['02', ...tail].join(':'), address: null };
  }
  const slot = freeSlots[randomInt(Math.max(1, freeSlots.length))];
  return slot ? { id: String(slot.number), mac: slot.mac, address: slot.address } : null;
}

/** Two neighbours in the block for tests of networks between each other (RFC 2544, 198.18.0.0/15): nobody's. */
function outsideEnds(): { readonly host: string; readonly there: string } {
  const [third, fourth] = [randomInt(256), 2 * randomInt(128)];
  return { host: `198.18.${third}.${fourth}`, there: `198.18.${third}.${fourth + 1}` };
}

interface Probe {
  readonly wire: Wire;
  readonly guise: Guise;
  readonly outside: { readonly host: string; readonly there: string };
  readonly gatewayMac: string;
  readonly network: ProbedNetwork;
  readonly patienceMs: number;
}

async function probe(
  { wire, guise, outside, gatewayMac, network, patienceMs }: Probe,
  signal: AbortSignal,
): Promise<ProbeFindings> {
  const done = new AbortController();
  const there = { mac: OUTSIDE_MAC, address: outside.there };
  answerArp(wire, 'outside', there, done.signal);
  const goOut = async (address: string | null): Promise<WayOut | null> => {
    if (address === null || network.translates === null) return null;
    const machine = { mac: guise.mac, address };
    answerArp(wire, 'inside', machine, done.signal);
    const { translates } = network;
    const way = { wire, machine, gatewayMac, there, host: outside.host, translates, patienceMs };
    return tryWayOut(way, signal);
  };
  try {
    const asked = askForAddress({ wire, mac: guise.mac, patienceMs }, signal);
    const went = (async () => goOut(guise.address ?? addressOf((await asked).outcome)))();
    const [lent, out] = await Promise.all([asked, went]);
    lent.giveBack();
    return { lease: lent.outcome, out };
  } finally {
    done.abort();
  }
}

function addressOf(outcome: LeaseOutcome): string | null {
  return outcome.kind === 'lent' ? outcome.address : null;
}

/** Says who has an address, as every host of a link does for its own. */
function answerArp(wire: Wire, card: Card, own: End, signal: AbortSignal): void {
  const answering = async () => {
    for await (const frame of wire.frames(card, signal)) {
      const reply = arpReply(frame, own);
      if (reply) wire.send(card, reply);
    }
  };
  // Over with the probe, which the signal says.
  answering().catch(() => undefined);
}
