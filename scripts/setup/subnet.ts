/** An IPv4 network: its first address as a number, and the length of its prefix. */
export interface Subnet {
  readonly base: number;
  readonly prefix: number;
}

/** Reads `192.168.150.0/24`, or an address alone as a /32; host bits are cut off. null if it is neither. */
export function parseSubnet(text: string): Subnet | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const octets = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (prefix > 32 || octets.some((octet) => octet > 255)) return null;
  const address = octets.reduce((number, octet) => number * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(address / size) * size, prefix };
}

/** The address at a place in a subnet, in dotted form. */
export function addressAt(subnet: Subnet, place: number): string {
  const address = subnet.base + place;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export function formatSubnet(subnet: Subnet): string {
  return `${addressAt(subnet, 0)}/${subnet.prefix}`;
}

/** How many addresses a subnet has, network and broadcast address among them. */
export function sizeOf(subnet: Subnet): number {
  return 2 ** (32 - subnet.prefix);
}

export function overlap(one: Subnet, other: Subnet): boolean {
  return one.base < other.base + sizeOf(other) && other.base < one.base + sizeOf(one);
}

/**
 * The first subnet of the private address space that nothing on the host uses. The order keeps away from what home
 * routers (192.168.0–2), libvirt (192.168.122), Docker (172.17) and big sites (10.0) take for themselves.
 */
export function chooseSubnet(taken: readonly Subnet[]): Subnet | null {
  for (const candidate of candidates()) {
    if (!taken.some((other) => overlap(candidate, other))) return candidate;
  }
  return null;
}

function* candidates(): Generator<Subnet> {
  const ranges = [
    { start: '192.168.150.0/24', count: 100 },
    { start: '172.30.0.0/24', count: 512 },
    { start: '10.213.0.0/24', count: 256 },
  ];
  for (const { start, count } of ranges) {
    const first = parseSubnet(start);
    for (let number = 0; first && number < count; number += 1) {
      yield { base: first.base + number * 256, prefix: first.prefix };
    }
  }
}
