/* The few frames that a machine sends which asks for an address and says something to somebody outside. */

export const BROADCAST = 'ff:ff:ff:ff:ff:ff';

/* EtherTypes (IANA, IEEE 802 numbers), and UDP's number as a protocol (IANA, protocol numbers). */
const IPV4 = 0x0800;
const ARP = 0x0806;
const UDP = 17;

/** What ARP asks and answers with (RFC 826). */
const ARP_REQUEST = 1;
const ARP_REPLY = 2;

/** Which host of a link it is. */
export interface End {
  readonly mac: string;
  readonly address: string;
}

/** A datagram with both its ends. */
export interface Datagram {
  readonly from: { readonly address: string; readonly port: number };
  readonly to: { readonly address: string; readonly port: number };
  readonly payload: Buffer;
}

export const macBytes = (mac: string): Buffer => Buffer.from(mac.replaceAll(':', ''), 'hex');
export const ipBytes = (ip: string): Buffer => Buffer.from(ip.split('.').map(Number));

export function macAt(bytes: Buffer, at: number): string {
  return [...bytes.subarray(at, at + 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export function ipAt(bytes: Buffer, at: number): string {
  return [...bytes.subarray(at, at + 4)].join('.');
}

/** Who sent a frame. */
export function senderOf(frame: Buffer): string {
  return macAt(frame, 6);
}

function ethernet(from: string, to: string, type: number, payload: Buffer): Buffer {
  const head = Buffer.concat([macBytes(to), macBytes(from), Buffer.from([type >> 8, type & 0xff])]);
  // The least length of Ethernet without its checksum (IEEE 802.3).
  const padding = Buffer.alloc(Math.max(0, 60 - head.length - payload.length));
  return Buffer.concat([head, payload, padding]);
}

/** A frame with a datagram. UDP needs no checksum over IPv4 (RFC 768). */
export function datagramFrame(fromMac: string, toMac: string, { from, to, payload }: Datagram): Buffer {
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(from.port, 0);
  udp.writeUInt16BE(to.port, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  // IPv4 (RFC 791): version 4, five words of header, 64 hops.
  const head = Buffer.alloc(20);
  head[0] = 0x45;
  head.writeUInt16BE(28 + payload.length, 2);
  head[8] = 64;
  head[9] = UDP;
  ipBytes(from.address).copy(head, 12);
  ipBytes(to.address).copy(head, 16);
  head.writeUInt16BE(checksum(head), 10);
  return ethernet(fromMac, toMac, IPV4, Buffer.concat([head, udp, payload]));
}

/** The datagram of a frame; null if it holds none, or only a piece of one. */
export function datagramOf(frame: Buffer): Datagram | null {
  if (frame.length < 42 || frame.readUInt16BE(12) !== IPV4 || frame[23] !== UDP) return null;
  const isPiece = (frame.readUInt16BE(20) & 0x3fff) !== 0;
  const start = 14 + ((frame[14] ?? 0) & 0x0f) * 4;
  if (isPiece || frame.length < start + 8) return null;
  return {
    from: { address: ipAt(frame, 26), port: frame.readUInt16BE(start) },
    to: { address: ipAt(frame, 30), port: frame.readUInt16BE(start + 2) },
    payload: frame.subarray(start + 8, start + Math.max(8, frame.readUInt16BE(start + 4))),
  };
}

/** The answer to a frame that asks by ARP who has this address; null if the frame asks no such thing. */
export function arpReply(frame: Buffer, own: End): Buffer | null {
  if (frame.length < 42 || frame.readUInt16BE(12) !== ARP || frame.readUInt16BE(20) !== ARP_REQUEST)
    return null;
  if (ipAt(frame, 38) !== own.address) return null;
  const asker = { mac: macAt(frame, 22), address: ipAt(frame, 28) };
  // Ethernet, IPv4, and how long their addresses are.
  const head = Buffer.from([0, 1, IPV4 >> 8, IPV4 & 0xff, 6, 4, 0, ARP_REPLY]);
  const ends = [own, asker].flatMap(({ mac, address }) => [macBytes(mac), ipBytes(address)]);
  return ethernet(own.mac, asker.mac, ARP, Buffer.concat([head, ...ends]));
}

/** The Internet's checksum (RFC 1071) of an even number of bytes. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}
