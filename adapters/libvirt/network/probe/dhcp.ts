import { ipAt, ipBytes, macBytes } from './frames.ts';

/** Kinds of DHCP messages (RFC 2132, 9.6). */
export const DHCP = { discover: 1, offer: 2, request: 3, ack: 5, nak: 6, release: 7 } as const;

/** Ports of DHCP (RFC 2131, 4.1). */
export const SERVER_PORT = 67;
export const CLIENT_PORT = 68;

/* Numbers of options (RFC 2132). */
const REQUESTED_ADDRESS = 50;
const LEASE_TIME = 51;
const MESSAGE_TYPE = 53;
const SERVER = 54;
const END = 255;

const MAGIC = 0x63825363;
const OPTIONS_AT = 240;

/** The answer is to be broadcast: whoever asks does not have the address yet (RFC 2131, 2). */
const BROADCAST_FLAG = 0x8000;

/** What a client says. */
export interface DhcpMessage {
  readonly type: number;
  readonly xid: number;
  readonly mac: string;
  /** The address that it has already. */
  readonly has?: string;
  /** The address that it wants. */
  readonly wants?: string;
  /** The server that it means, by address. */
  readonly server?: string;
  /** For how long it wants the address, in seconds. */
  readonly seconds?: number;
}

export interface DhcpAnswer {
  readonly type: number;
  readonly xid: number;
  readonly address: string;
  readonly server: string | null;
}

/** A client's message (RFC 2131, 2). */
export function dhcpMessage({ type, xid, mac, has, wants, server, seconds }: DhcpMessage): Buffer {
  const fixed = Buffer.alloc(OPTIONS_AT);
  // A request over Ethernet, whose addresses are six bytes long.
  fixed.set([1, 1, 6, 0], 0);
  fixed.writeUInt32BE(xid, 4);
  if (has === undefined) fixed.writeUInt16BE(BROADCAST_FLAG, 10);
  else fixed.set(ipBytes(has), 12);
  fixed.set(macBytes(mac), 28);
  fixed.writeUInt32BE(MAGIC, OPTIONS_AT - 4);
  const time = Buffer.alloc(4);
  time.writeUInt32BE(seconds ?? 0);
  return Buffer.concat([
    fixed,
    Buffer.from([MESSAGE_TYPE, 1, type]),
    ...(wants === undefined ? [] : [option(REQUESTED_ADDRESS, ipBytes(wants))]),
    ...(server === undefined ? [] : [option(SERVER, ipBytes(server))]),
    ...(seconds === undefined ? [] : [option(LEASE_TIME, time)]),
    Buffer.from([END]),
    // Some servers take no message that is shorter than BOOTP's (RFC 1542, 2.1).
    Buffer.alloc(60),
  ]);
}

function option(number: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([number, value.length]), value]);
}

/** A server's answer; null if it is none. */
export function readAnswer(payload: Buffer): DhcpAnswer | null {
  if (payload.length < OPTIONS_AT || payload[0] !== 2 || payload.readUInt32BE(OPTIONS_AT - 4) !== MAGIC)
    return null;
  const options = optionsOf(payload.subarray(OPTIONS_AT));
  const server = options.get(SERVER);
  return {
    type: options.get(MESSAGE_TYPE)?.[0] ?? 0,
    xid: payload.readUInt32BE(4),
    address: ipAt(payload, 16),
    server: server?.length === 4 ? ipAt(server, 0) : null,
  };
}

function optionsOf(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length && bytes[at] !== END; ) {
    const [number = 0, length = 0] = [bytes[at], bytes[at + 1]];
    // A single zero is padding.
    if (number !== 0) found.set(number, bytes.subarray(at + 2, at + 2 + length));
    at += number === 0 ? 1 : 2 + length;
  }
  return found;
}
