import { type NetworkSlot, TAP_PREFIX } from '../network-slots.ts';
import {
  accept,
  anyOf,
  chain,
  drop,
  field,
  type Hook,
  inputCard,
  is,
  isNot,
  type Json,
  jump,
  outputCard,
  type RuleObject,
  type Table,
  together,
  transportBits,
} from './vocabulary.ts';

const TABLE: Table = { family: 'bridge', table: 'labvm' };

/** Before everything else on a bridge, so that its table learns no address from what is dropped. */
const FIRST = -300;

const TAPS = `${TAP_PREFIX}*`;

/* Ports of DHCP (RFC 2131, 4.1). */
const SERVER_PORT = 67;
const CLIENT_PORT = 68;

/** A request (op 1) over Ethernet (htype 1, hlen 6): the bytes after the 8 of the UDP header (RFC 2131, 2). */
const requestOverEthernet = is(transportBits(64, 24), 0x01_01_06);

/** `chaddr`, whom a DHCP packet says that it is from: 28 bytes into it. */
const clientHardware = transportBits(288, 48);

/**
 * What may come from a machine's tap: ARP and IPv4 of its own slot and nothing else, and nothing from one machine to
 * another. It goes by the names of the taps: not every kernel knows the bridge that a frame is on.
 * No chain is called `arp`: nft 1.0.6 takes that for the protocol.
 */
export function bridgeTable(gateway: string, slots: readonly NetworkSlot[]): readonly RuleObject[] {
  const hooked = (hook: Hook['hook']): Hook => ({ hook, prio: FIRST });
  const source = field('ether', 'saddr');
  const toServer = is(field('udp', 'dport'), SERVER_PORT);
  // An address of hardware is a number here: nft takes no `ether_addr` in the middle of a packet.
  const ownHardware = anyOf(...slots.map(({ tap, mac }) => together(tap, numberOf(mac))));
  return [
    ...sets(slots),
    ...chain(TABLE, 'tap_dhcp', null, [
      [
        is(field('ip', 'daddr'), anyOf('255.255.255.255', gateway)),
        requestOverEthernet,
        is(together(inputCard, clientHardware), ownHardware),
        ...accept,
      ],
      drop,
    ]),
    ...chain(TABLE, 'tap_arp', null, [
      [isNot(together(inputCard, field('arp', 'saddr ether')), '@macs'), ...drop],
      // Somebody who looks whether an address is free does not have it yet (RFC 5227, 2.1.1).
      [is(field('arp', 'operation'), 'request'), is(field('arp', 'saddr ip'), '0.0.0.0'), ...accept],
      [is(together(inputCard, field('arp', 'saddr ether'), field('arp', 'saddr ip')), '@pairs'), ...accept],
      drop,
    ]),
    ...chain(TABLE, 'tap_ip', null, [
      [is(field('ip', 'saddr'), '0.0.0.0'), toServer, ...jump('tap_dhcp')],
      [isNot(together(inputCard, source, field('ip', 'saddr')), '@pairs'), ...drop],
      [toServer, ...jump('tap_dhcp')],
      [is(field('udp', 'dport'), CLIENT_PORT), ...drop],
      accept,
    ]),
    ...chain(TABLE, 'prerouting', hooked('prerouting'), [
      [isNot(inputCard, TAPS), ...accept],
      [isNot(together(inputCard, source), '@macs'), ...drop],
      [is(field('ether', 'type'), 'arp'), ...jump('tap_arp')],
      [is(field('ether', 'type'), 'ip'), ...jump('tap_ip')],
      // IPv6 too, wholly: docs/decisions/0013-network-slots.md.
      drop,
    ]),
    ...chain(TABLE, 'forward', hooked('forward'), [
      [is(inputCard, TAPS), ...drop],
      [is(outputCard, TAPS), ...drop],
    ]),
  ];
}

function sets(slots: readonly NetworkSlot[]): readonly RuleObject[] {
  const set = (name: string, type: readonly string[], elem: readonly Json[]): RuleObject => ({
    set: { ...TABLE, name, type, elem },
  });
  const macs = slots.map(({ tap, mac }) => together(tap, mac));
  const pairs = slots.map(({ tap, mac, address }) => together(tap, mac, address));
  return [
    set('macs', ['ifname', 'ether_addr'], macs),
    set('pairs', ['ifname', 'ether_addr', 'ipv4_addr'], pairs),
  ];
}

function numberOf(mac: string): number {
  return Number.parseInt(mac.replaceAll(':', ''), 16);
}
