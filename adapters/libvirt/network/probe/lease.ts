import { randomInt } from 'node:crypto';
import { CLIENT_PORT, DHCP, type DhcpAnswer, dhcpMessage, readAnswer, SERVER_PORT } from './dhcp.ts';
import { BROADCAST, datagramFrame, datagramOf, senderOf } from './frames.ts';
import type { Wire } from './wire.ts';

/** What came of asking the network for an address. */
export type LeaseOutcome =
  | { readonly kind: 'lent'; readonly address: string }
  /** The server said that the card may not have the address it offered. */
  | { readonly kind: 'refused'; readonly address: string }
  | { readonly kind: 'silent' };

export interface LeaseAttempt {
  readonly wire: Wire;
  /** The card that asks. */
  readonly mac: string;
  /** How long each answer may take, in milliseconds. */
  readonly patienceMs: number;
}

/** An address that is lent, and how it is given back. */
export interface Lent {
  readonly outcome: LeaseOutcome;
  giveBack(): void;
}

/** After how long a client that hears nothing says it again, in milliseconds. */
const AGAIN_MS = 300;

/** The shortest that dnsmasq lends for: what a probe that is killed does not give back is free again after it. */
const LEASE_SECONDS = 120;

/** Asks for an address by DHCP as a machine does at its start: discover, offer, request, acknowledgement. */
export async function askForAddress(
  { wire, mac, patienceMs }: LeaseAttempt,
  signal: AbortSignal,
): Promise<Lent> {
  const xid = randomInt(2 ** 32 - 1);
  const ask = (payload: Buffer, types: readonly number[]): Promise<Heard | null> =>
    exchange(wire, broadcast(mac, payload), (answer) => answer.xid === xid && types.includes(answer.type), {
      patienceMs,
      signal,
    });
  const none = { giveBack: () => undefined };
  const offered = await ask(dhcpMessage({ type: DHCP.discover, xid, mac, seconds: LEASE_SECONDS }), [
    DHCP.offer,
  ]);
  if (!offered) return { outcome: { kind: 'silent' }, ...none };
  const { address } = offered.answer;
  const server = offered.answer.server ?? offered.from;
  const wanted = dhcpMessage({
    type: DHCP.request,
    xid,
    mac,
    wants: address,
    server,
    seconds: LEASE_SECONDS,
  });
  const settled = await ask(wanted, [DHCP.ack, DHCP.nak]);
  if (!settled) return { outcome: { kind: 'silent' }, ...none };
  if (settled.answer.type === DHCP.nak) return { outcome: { kind: 'refused', address }, ...none };
  return {
    outcome: { kind: 'lent', address },
    giveBack() {
      const payload = dhcpMessage({
        type: DHCP.release,
        xid: randomInt(2 ** 32 - 1),
        mac,
        has: address,
        server,
      });
      const ends = { from: { address, port: CLIENT_PORT }, to: { address: server, port: SERVER_PORT } };
      wire.send('inside', datagramFrame(mac, settled.serverMac, { ...ends, payload }));
    },
  };
}

interface Heard {
  readonly answer: DhcpAnswer;
  readonly from: string;
  readonly serverMac: string;
}

function broadcast(mac: string, payload: Buffer): Buffer {
  return datagramFrame(mac, BROADCAST, {
    from: { address: '0.0.0.0', port: CLIENT_PORT },
    to: { address: '255.255.255.255', port: SERVER_PORT },
    payload,
  });
}

async function exchange(
  wire: Wire,
  question: Buffer,
  isIt: (answer: DhcpAnswer) => boolean,
  { patienceMs, signal }: { readonly patienceMs: number; readonly signal: AbortSignal },
): Promise<Heard | null> {
  return repeatedly(
    () => wire.send('inside', question),
    { patienceMs, signal },
    async (waiting) => {
      for await (const frame of wire.frames('inside', waiting)) {
        const datagram = datagramOf(frame);
        if (datagram?.to.port !== CLIENT_PORT) continue;
        const answer = readAnswer(datagram.payload);
        if (answer && isIt(answer))
          return { answer, from: datagram.from.address, serverMac: senderOf(frame) };
      }
      return null;
    },
  );
}

/**
 * Says something again and again until the answer is heard.
 * @returns null where it was not heard in time
 * @throws the signal's reason
 */
export async function repeatedly<T>(
  say: () => void,
  { patienceMs, signal }: { readonly patienceMs: number; readonly signal: AbortSignal },
  hear: (waiting: AbortSignal) => Promise<T | null>,
): Promise<T | null> {
  const waiting = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const hearing = hear(waiting);
  say();
  const again = setInterval(say, AGAIN_MS);
  try {
    return await hearing;
  } catch (error) {
    signal.throwIfAborted();
    if (waiting.aborted) return null;
    throw error;
  } finally {
    clearInterval(again);
  }
}
