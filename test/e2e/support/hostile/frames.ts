/* Frames byte by byte, right and forged ones: nothing here knows what a guest may say. */

export const BROADCAST = 'ff:ff:ff:ff:ff:ff';

/* EtherTypes (IANA, IEEE 802 numbers). */
export const TYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  vlan: 0x8100,
  ipv6: 0x86dd,
  serviceVlan: 0x88a8,
  lldp: 0x88cc,
};

export const macBytes = (mac: string): Buffer => Buffer.from(mac.replaceAll(':', ''), 'hex');
export const ipBytes = (ip: string): Buffer => Buffer.from(ip.split('.').map(Number));

function numbers(...values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of values) at = buffer.writeUIntBE(value, at, bytes);
  return buffer;
}

/** Padded to the least length of Ethernet. */
export function ethernet(from: string, to: string, type: number, payload: Buffer): Buffer {
  const frame = Buffer.concat([macBytes(to), macBytes(from), numbers([type, 2]), payload]);
  return Buffer.concat([frame, Buffer.alloc(Math.max(0, 60 - frame.length))]);
}

export interface Arp {
  readonly operation: 1 | 2;
  readonly sender: { readonly mac: string; readonly address: string };
  readonly target: { readonly mac: string; readonly address: string };
}

/** ARP for IPv4 over Ethernet (RFC 826). */
export function arp({ operation, sender, target }: Arp): Buffer {
  const head = numbers([1, 2], [TYPE.ipv4, 2], [6, 1], [4, 1], [operation, 2]);
  const ends = [sender, target].flatMap(({ mac, address }) => [macBytes(mac), ipBytes(address)]);
  return Buffer.concat([head, ...ends]);
}

/** The Internet's checksum (RFC 1071). */
function checksum(data: Buffer): number {
  const even = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
  let sum = 0;
  for (let at = 0; at < even.length; at += 2) sum += even.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

export interface Ipv4 {
  readonly from: string;
  readonly to: string;
  readonly protocol: number;
  readonly payload: Buffer;
  /** Whole words of options. */
  readonly options?: Buffer;
  /** Where in its packet this fragment begins, in eights of bytes, and whether more follow. */
  readonly fragment?: { readonly offset: number; readonly more: boolean };
}

/** An IPv4 packet (RFC 791). */
export function ipv4({ from, to, protocol, payload, options = Buffer.alloc(0), fragment }: Ipv4): Buffer {
  const words = 5 + options.length / 4;
  const flags = fragment ? fragment.offset + (fragment.more ? 0x2000 : 0) : 0;
  const head = Buffer.concat([
    numbers([0x40 + words, 1], [0, 1], [words * 4 + payload.length, 2], [7, 2], [flags, 2]),
    numbers([64, 1], [protocol, 1], [0, 2]),
    ipBytes(from),
    ipBytes(to),
    options,
  ]);
  head.writeUInt16BE(checksum(head), 10);
  return Buffer.concat([head, payload]);
}

/** UDP without a checksum, as IPv4 allows (RFC 768). */
export function udp(fromPort: number, toPort: number, payload: Buffer): Buffer {
  return Buffer.concat([numbers([fromPort, 2], [toPort, 2], [8 + payload.length, 2], [0, 2]), payload]);
}

/** The first segment of a connection (RFC 9293). */
export function tcpSyn(from: string, to: string, fromPort: number, toPort: number): Buffer {
  const segment = numbers([fromPort, 2], [toPort, 2], [1, 4], [0, 4], [0x5002, 2], [8192, 2], [0, 2], [0, 2]);
  const pseudo = Buffer.concat([ipBytes(from), ipBytes(to), numbers([6, 2], [segment.length, 2])]);
  segment.writeUInt16BE(checksum(Buffer.concat([pseudo, segment])), 16);
  return segment;
}

/** A ping (RFC 792). */
export function echo(id: number): Buffer {
  const message = numbers([8, 1], [0, 1], [0, 2], [id, 2], [1, 2]);
  message.writeUInt16BE(checksum(message), 2);
  return message;
}

/** ICMPv6 to all nodes of the link, from a link-local address (RFC 4861). */
export function ipv6ToAllNodes(type: number, body: Buffer): Buffer {
  const from = Buffer.from('fe800000000000005054000000000bad', 'hex');
  const to = Buffer.from('ff020000000000000000000000000001', 'hex');
  const message = Buffer.concat([numbers([type, 1], [0, 1], [0, 2]), body]);
  const pseudo = Buffer.concat([from, to, numbers([message.length, 4], [58, 4])]);
  message.writeUInt16BE(checksum(Buffer.concat([pseudo, message])), 2);
  return Buffer.concat([
    numbers([0x6000, 2], [0, 2], [message.length, 2], [58, 1], [255, 1]),
    from,
    to,
    message,
  ]);
}

export interface Dhcp {
  readonly op?: 1 | 2;
  /** Option 53: 1 discover, 2 offer, 3 request, 7 release. */
  readonly type: number;
  readonly chaddr: string;
  readonly xid: number;
  readonly clientAddress?: string;
  readonly yourAddress?: string;
  /** More options, by their numbers. */
  readonly options?: Readonly<Record<number, Buffer>>;
}

/** A DHCP message whose answer is to be broadcast (RFC 2131). */
export function dhcp(message: Dhcp): Buffer {
  const {
    op = 1,
    type,
    chaddr,
    xid,
    clientAddress = '0.0.0.0',
    yourAddress = '0.0.0.0',
    options = {},
  } = message;
  const listed = Object.entries({ 53: Buffer.from([type]), ...options }).flatMap(([number, value]) => [
    Buffer.from([Number(number), value.length]),
    value,
  ]);
  return Buffer.concat([
    numbers([op, 1], [1, 1], [6, 1], [0, 1], [xid, 4], [0, 2], [0x8000, 2]),
    ipBytes(clientAddress),
    ipBytes(yourAddress),
    Buffer.alloc(8),
    macBytes(chaddr),
    Buffer.alloc(10 + 64 + 128),
    numbers([0x63825363, 4]),
    ...listed,
    Buffer.from([255]),
  ]);
}

/** A question for a name's IPv4 address (RFC 1035). */
export function dnsQuestion(id: number, name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([
    numbers([id, 2], [0x0100, 2], [1, 2], [0, 6]),
    ...labels,
    numbers([0, 1], [1, 2], [1, 2]),
  ]);
}
