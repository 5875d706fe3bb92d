import { attribute, child, children, readXml } from '../xml.ts';

/**
 * One place on labvm's network: the tap that a machine's card is plugged in by, the card's MAC address and the one
 * IPv4 address that goes with them. All are fixed when the network is made, so that the host's rules need not change
 * when a machine starts, and its address is known before it boots.
 */
export interface NetworkSlot {
  /** The address' place in its subnet. */
  readonly number: number;
  /** The tap's name; at most 15 characters (Linux: IFNAMSIZ). */
  readonly tap: string;
  readonly mac: string;
  readonly address: string;
}

/** How the names of the slots' taps begin. No bridge is called so: `labtap*` is what the host's rules look at. */
export const TAP_PREFIX = 'labtap';

/** More than one host can run, and few enough that a network with all of them is defined in a moment. */
const MOST_SLOTS = 1000;

/**
 * The slots of a subnet: every address but the network's, the bridge's (the first), and the broadcast address.
 * @param base the subnet's first address, as a number
 */
export function slotsOfSubnet({ base, prefix }: { base: number; prefix: number }): readonly NetworkSlot[] {
  const count = Math.min(2 ** (32 - prefix) - 3, MOST_SLOTS);
  return Array.from({ length: Math.max(0, count) }, (_, index) => slotAt(base, index + 2));
}

function slotAt(base: number, number: number): NetworkSlot {
  return { number, tap: `${TAP_PREFIX}${number}`, mac: macAt(base, number), address: dotted(base + number) };
}

/** In QEMU's own range (52:54:00); the third octet of the subnet keeps two networks of one host apart. */
function macAt(base: number, number: number): string {
  const own = [Math.floor(base / 256) % 256, Math.floor(number / 256) % 256, number % 256];
  return ['52', '54', '00', ...own.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** An IPv4 address as a number. */
export function numberOf(address: string): number {
  return address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

/**
 * Reads the slots of a network from libvirt's description of it; null if it lends addresses in another way, as
 * networks made by an older labvm or by hand do.
 */
export function readSlots(networkXml: string): readonly NetworkSlot[] | null {
  const ip = child(child(readXml(networkXml), 'network'), 'ip');
  const dhcp = child(ip, 'dhcp');
  if (children(dhcp, 'range').length > 0) return null;
  const bridge = attribute(ip, 'address');
  if (bridge === undefined) return null;
  const base = numberOf(bridge) - 1;
  const slots = children(dhcp, 'host').map((host) => {
    const address = attribute(host, 'ip') ?? '';
    const slot = slotAt(base, numberOf(address) - base);
    return slot.mac === attribute(host, 'mac')?.toLowerCase() ? slot : null;
  });
  return slots.length > 0 && slots.every((slot) => slot !== null) ? slots : null;
}
