import { randomBytes, randomInt } from 'node:crypto';
import { type Datagram, datagramFrame, datagramOf, type End, senderOf } from './frames.ts';
import { repeatedly } from './lease.ts';
import type { Wire } from './wire.ts';

/**
 * What became of a packet from a machine to the outside: it came back answered; it got out under the machine's own
 * address, which nobody outside knows; its answer was lost; it never got out.
 */
export type WayOut = 'passes' | 'untranslated' | 'answer-lost' | 'lost';

export interface WayOutAttempt {
  readonly wire: Wire;
  /** As whom it is sent: a card and an address of the network. */
  readonly machine: End;
  /** The bridge's hardware address. */
  readonly gatewayMac: string;
  /** An address behind the outside card, and the hardware address that answers for it. */
  readonly there: End;
  /** The host's own address at the outside card. */
  readonly host: string;
  /** Whether the network is one whose machines go out under the host's address. */
  readonly translates: boolean;
  /** How long each way may take, in milliseconds. */
  readonly patienceMs: number;
}

/** `discard` (RFC 863). */
const DISCARD_PORT = 9;

/** Sends a packet through the host to a place outside, and an answer back. */
export async function tryWayOut(attempt: WayOutAttempt, signal: AbortSignal): Promise<WayOut> {
  const { wire, machine, gatewayMac, there, host, translates, patienceMs } = attempt;
  const mark = randomBytes(16);
  const from = { address: machine.address, port: randomInt(20_000, 60_000) };
  const to = { address: there.address, port: DISCARD_PORT };
  const limits = { patienceMs, signal };
  const question = datagramFrame(machine.mac, gatewayMac, { from, to, payload: mark });
  const out = await repeatedly(
    () => wire.send('inside', question),
    limits,
    (waiting) => hearMark(wire, 'outside', mark, waiting),
  );
  if (!out) return 'lost';
  if (translates && out.datagram.from.address !== host) return 'untranslated';
  const reply = datagramFrame(there.mac, senderOf(out.frame), {
    from: to,
    to: out.datagram.from,
    payload: mark,
  });
  const back = await repeatedly(
    () => wire.send('outside', reply),
    limits,
    (waiting) => hearMark(wire, 'inside', mark, waiting),
  );
  return back ? 'passes' : 'answer-lost';
}

async function hearMark(
  wire: Wire,
  card: 'inside' | 'outside',
  mark: Buffer,
  waiting: AbortSignal,
): Promise<{ readonly frame: Buffer; readonly datagram: Datagram } | null> {
  for await (const frame of wire.frames(card, waiting)) {
    const datagram = datagramOf(frame);
    if (datagram?.payload.equals(mark)) return { frame, datagram };
  }
  return null;
}
