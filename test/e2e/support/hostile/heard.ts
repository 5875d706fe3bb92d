import { TYPE } from './frames.ts';

/** What a port has heard, as far as tests ask. Frames come whole: their packets have no IP options. */
export interface Heard {
  readonly to: string;
  readonly from: string;
  readonly type: number;
  readonly frame: Buffer;
}

export function readFrame(frame: Buffer): Heard {
  return { to: mac(frame, 0), from: mac(frame, 6), type: frame.readUInt16BE(12), frame };
}

/** The ends of an IPv4 packet; null if it is none. */
export function ipv4Of({ type, frame }: Heard): { from: string; to: string; protocol: number } | null {
  if (type !== TYPE.ipv4) return null;
  return { from: ip(frame, 26), to: ip(frame, 30), protocol: frame[23] ?? 0 };
}

/** A UDP datagram; null if it is none. */
export function udpOf(heard: Heard): { fromPort: number; toPort: number; payload: Buffer } | null {
  if (ipv4Of(heard)?.protocol !== 17) return null;
  const { frame } = heard;
  return { fromPort: frame.readUInt16BE(34), toPort: frame.readUInt16BE(36), payload: frame.subarray(42) };
}

/** A segment that takes a connection up (SYN and ACK); from which port, or null. */
export function takenUpBy(heard: Heard): number | null {
  if (ipv4Of(heard)?.protocol !== 6 || ((heard.frame[47] ?? 0) & 0x12) !== 0x12) return null;
  return heard.frame.readUInt16BE(34);
}

/** What a DHCP server answered; null if it is none. */
export function dhcpAnswerOf(heard: Heard): { xid: number; address: string; type: number } | null {
  const datagram = udpOf(heard);
  if (datagram?.toPort !== 68) return null;
  const { payload } = datagram;
  // Servers of DHCP say first of what kind the message is.
  return { xid: payload.readUInt32BE(4), address: ip(payload, 16), type: payload[242] ?? 0 };
}

/** ARP, either way; null if it is none. */
export function arpOf({ type, frame }: Heard): { operation: number; sender: string; target: string } | null {
  if (type !== TYPE.arp) return null;
  return { operation: frame.readUInt16BE(20), sender: ip(frame, 28), target: ip(frame, 38) };
}

function mac(frame: Buffer, at: number): string {
  return [...frame.subarray(at, at + 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function ip(frame: Buffer, at: number): string {
  return [...frame.subarray(at, at + 4)].join('.');
}
