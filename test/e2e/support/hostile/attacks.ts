import {
  arp,
  BROADCAST,
  dhcp,
  dnsQuestion,
  echo,
  ethernet,
  ipBytes,
  ipv4,
  ipv6ToAllNodes,
  TYPE,
  tcpSyn,
  udp,
} from './frames.ts';
import { dhcpAnswerOf, type Heard, ipv4Of, takenUpBy, udpOf } from './heard.ts';
import { nextXid, type Port, takeAddress } from './port.ts';
import { bridgeSendsTo, hostForgets, hostSendsTo, type Scene, untilLeases } from './scene.ts';

/** Something that a guest tries, and how one sees whether it got through. */
export interface Attack {
  readonly name: string;
  /** Makes ready what has to be so before. */
  readonly before?: (scene: Scene) => Promise<void>;
  frames(scene: Scene): readonly Buffer[];
  /** Asked before anybody else speaks, who would put it right again. */
  readonly atOnce?: true;
  /** Asked when all that was sent has been dealt with. */
  succeeded(scene: Scene, since: Since): boolean | Promise<boolean>;
}

/** How much both had heard before the attack. */
export interface Since {
  readonly attacker: readonly Heard[];
  readonly victim: readonly Heard[];
}

const LINK_LOCAL_GROUP = '01:80:c2:00:00:0e';
const ALL_NODES_MAC = '33:33:00:00:00:01';
const MARK = Buffer.from('forged and sent');

let ports = 40_000;

/** Never the same twice: the host goes on with what was once begun. */
function nextPort(): number {
  ports += 1;
  return ports;
}

const victimHeardIt = (_: Scene, { victim }: Since) => victim.some(({ frame }) => frame.includes(MARK));

/** Something in IPv4 that is as it should be, with the mark in it. */
const harmless = ({ attacker, victim }: Scene, to = victim.address): Buffer =>
  ipv4({ from: attacker.address, to, protocol: 17, payload: udp(4000, 4001, MARK) });

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/* ARP */

const asGateway: Attack = {
  name: 'answers ARP as the gateway',
  frames: ({ attacker, victim, gateway }) =>
    [victim.mac, BROADCAST].map((to) =>
      ethernet(
        attacker.mac,
        to,
        TYPE.arp,
        arp({
          operation: 2,
          sender: { mac: attacker.mac, address: gateway.address },
          target: victim,
        }),
      ),
    ),
  succeeded: ({ attacker }, { victim }) => victim.some(({ from }) => from === attacker.mac),
};

const asAnother: Attack = {
  name: 'says in ARP that it has another guest’s address',
  before: hostForgets,
  frames: ({ attacker, victim, gateway }) => {
    const sender = { mac: attacker.mac, address: victim.address };
    const payload = arp({ operation: 1, sender, target: gateway });
    return [ethernet(attacker.mac, BROADCAST, TYPE.arp, payload)];
  },
  atOnce: true,
  succeeded: async ({ attacker, victim }) => (await hostSendsTo(victim.address)) === attacker.mac,
};

const foreignSender: Attack = {
  name: 'says in ARP that another guest’s card has its address',
  before: hostForgets,
  frames: ({ attacker, victim, free, gateway }) => {
    const sender = { mac: victim.mac, address: free.address };
    return [ethernet(attacker.mac, BROADCAST, TYPE.arp, arp({ operation: 1, sender, target: gateway }))];
  },
  succeeded: async ({ free }) => (await hostSendsTo(free.address)) !== undefined,
};

/* Sources */

const foreignMac: Attack = {
  name: 'sends from another guest’s hardware address',
  frames: (scene) => [ethernet(scene.victim.mac, scene.gateway.mac, TYPE.ipv4, harmless(scene))],
  atOnce: true,
  succeeded: async ({ attacker, victim }) => (await bridgeSendsTo(victim.mac)) === attacker.tap,
};

const foreignAddress: Attack = {
  name: 'asks the host in another guest’s name',
  frames: ({ attacker, victim, gateway }) => {
    const payload = udp(5353, 53, dnsQuestion(77, 'localhost'));
    const packet = ipv4({ from: victim.address, to: gateway.address, protocol: 17, payload });
    return [ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet)];
  },
  succeeded: (_, { victim }) => victim.some((one) => udpOf(one)?.fromPort === 53),
};

const linkLocal: Attack = {
  name: 'moves the bridge’s table by a frame to a link-local group (LLDP)',
  frames: ({ victim }) => [ethernet(victim.mac, LINK_LOCAL_GROUP, TYPE.lldp, MARK)],
  atOnce: true,
  succeeded: async ({ attacker, victim }) => (await bridgeSendsTo(victim.mac)) === attacker.tap,
};

/* From one guest to another */

const direct: Attack = {
  name: 'reaches another guest directly',
  frames: (scene) => [ethernet(scene.attacker.mac, scene.victim.mac, TYPE.ipv4, harmless(scene))],
  succeeded: victimHeardIt,
};

const byTheGateway: Attack = {
  name: 'reaches another guest by the gateway',
  frames: (scene) => [ethernet(scene.attacker.mac, scene.gateway.mac, TYPE.ipv4, harmless(scene))],
  succeeded: victimHeardIt,
};

const toEverybody: Attack = {
  name: 'reaches everybody at once',
  frames: (scene) => [ethernet(scene.attacker.mac, BROADCAST, TYPE.ipv4, harmless(scene, '255.255.255.255'))],
  succeeded: victimHeardIt,
};

/* What is no plain IPv4 */

const vlan: Attack = {
  name: 'wraps a packet into a VLAN',
  frames: (scene) => {
    const tagged = Buffer.concat([bytes('00640800'), harmless(scene)]);
    return [ethernet(scene.attacker.mac, scene.victim.mac, TYPE.vlan, tagged)];
  },
  succeeded: victimHeardIt,
};

const doubleVlan: Attack = {
  name: 'wraps a packet into two VLANs',
  frames: (scene) => {
    const tagged = Buffer.concat([bytes('0064810000650800'), harmless(scene)]);
    return [ethernet(scene.attacker.mac, scene.victim.mac, TYPE.serviceVlan, tagged)];
  },
  succeeded: victimHeardIt,
};

const ieee8023: Attack = {
  name: 'sends a frame of IEEE 802.3 with SNAP',
  frames: (scene) => {
    const payload = Buffer.concat([bytes('aaaa030000000800'), harmless(scene)]);
    return [ethernet(scene.attacker.mac, scene.victim.mac, payload.length, payload)];
  },
  succeeded: victimHeardIt,
};

/** ICMPv6 types: RFC 4861, 4. */
const ipv6 = (name: string, type: number, body: Buffer): Attack => ({
  name,
  frames: ({ attacker }) => [
    ethernet(attacker.mac, ALL_NODES_MAC, TYPE.ipv6, ipv6ToAllNodes(type, Buffer.concat([body, MARK]))),
  ],
  succeeded: victimHeardIt,
});

/* DHCP */

const rogueServer: Attack = {
  name: 'offers an address as a DHCP server',
  frames: ({ attacker, victim }) => {
    const options = { 54: ipBytes(attacker.address), 3: ipBytes(attacker.address), 43: MARK };
    const offer = {
      op: 2,
      type: 2,
      chaddr: victim.mac,
      xid: nextXid(),
      yourAddress: victim.address,
    } as const;
    const payload = udp(67, 68, dhcp({ ...offer, options }));
    const packet = ipv4({ from: attacker.address, to: '255.255.255.255', protocol: 17, payload });
    return [BROADCAST, victim.mac].map((to) => ethernet(attacker.mac, to, TYPE.ipv4, packet));
  },
  succeeded: victimHeardIt,
};

type Whose = (scene: Scene) => { readonly mac: string; readonly address: string };
const free: Whose = (scene) => scene.free;
const victims: Whose = (scene) => scene.victim;

/** Asks for the address of somebody else's card; the server's answer is broadcast. */
const askFor = (
  name: string,
  whose: Whose,
  packets: (payload: Buffer, scene: Scene) => readonly Buffer[],
): Attack => ({
  name,
  frames: (scene) => {
    const payload = udp(68, 67, dhcp({ type: 1, chaddr: whose(scene).mac, xid: nextXid() }));
    return packets(payload, scene).map((packet) =>
      ethernet(scene.attacker.mac, BROADCAST, TYPE.ipv4, packet),
    );
  },
  succeeded: (scene, { attacker }) =>
    attacker.some((one) => dhcpAnswerOf(one)?.address === whose(scene).address),
});

const plainly = (payload: Buffer) => [
  ipv4({ from: '0.0.0.0', to: '255.255.255.255', protocol: 17, payload }),
];

const inItsOwnName = (payload: Buffer, { attacker, gateway }: Scene) => [
  ipv4({ from: attacker.address, to: gateway.address, protocol: 17, payload }),
];

/** Four times "no operation" (RFC 791, 3.1), so that everything stands elsewhere. */
const withOptions = (payload: Buffer) => [
  ipv4({ from: '0.0.0.0', to: '255.255.255.255', protocol: 17, payload, options: bytes('01010101') }),
];

/** The UDP header alone in the first fragment: whoever looks for chaddr does not find it there. */
const inFragments = (payload: Buffer, { attacker, gateway }: Scene) => {
  const ends = { from: attacker.address, to: gateway.address, protocol: 17 };
  return [
    ipv4({ ...ends, payload: payload.subarray(0, 8), fragment: { offset: 0, more: true } }),
    ipv4({ ...ends, payload: payload.subarray(8), fragment: { offset: 1, more: false } }),
  ];
};

/** What somebody says who does not need an address any more. */
const givenBack = (whose: Port, { attacker, gateway }: Scene): Buffer => {
  const message = { type: 7, chaddr: whose.mac, xid: nextXid(), clientAddress: whose.address };
  const payload = udp(68, 67, dhcp({ ...message, options: { 54: ipBytes(gateway.address) } }));
  const packet = ipv4({ from: attacker.address, to: gateway.address, protocol: 17, payload });
  return ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet);
};

const release: Attack = {
  name: 'gives another guest’s address back',
  async before({ attacker, victim, gateway }) {
    for (const port of [attacker, victim]) await takeAddress(port, gateway);
    await untilLeases((macs) => [attacker, victim].every(({ mac }) => macs.includes(mac)));
  },
  // Its own one last: when that is gone, the other has been dealt with.
  frames: (scene) => [givenBack(scene.victim, scene), givenBack(scene.attacker, scene)],
  async succeeded({ attacker, victim }) {
    const left = await untilLeases((macs) => !macs.includes(attacker.mac));
    return !left.includes(victim.mac);
  },
};

/* The host's services */

const connection = (name: string, to: (scene: Scene) => string): Attack => ({
  name,
  frames: (scene) => {
    const { attacker, gateway, host } = scene;
    const payload = tcpSyn(attacker.address, to(scene), nextPort(), host.tcpPort);
    const packet = ipv4({ from: attacker.address, to: to(scene), protocol: 6, payload });
    return [ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet)];
  },
  succeeded: ({ host }, { attacker }) => attacker.some((one) => takenUpBy(one) === host.tcpPort),
});

const datagram: Attack = {
  name: 'sends a datagram to a service of the host',
  frames: ({ attacker, gateway, host }) => {
    const payload = udp(nextPort(), host.udpPort, MARK);
    const packet = ipv4({ from: attacker.address, to: gateway.address, protocol: 17, payload });
    return [ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet)];
  },
  succeeded: async ({ host }) => (await host.datagrams()).length > 0,
};

const ping: Attack = {
  name: 'pings the host',
  frames: ({ attacker, gateway }) => {
    const packet = ipv4({
      from: attacker.address,
      to: gateway.address,
      protocol: 1,
      payload: echo(nextPort()),
    });
    return [ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet)];
  },
  succeeded: (_, { attacker }) => attacker.some((one) => ipv4Of(one)?.protocol === 1),
};

/** Every attack gets through where the rules are not loaded: that is tried, too. */
export const ATTACKS: readonly Attack[] = [
  asGateway,
  asAnother,
  foreignSender,
  foreignMac,
  foreignAddress,
  linkLocal,
  direct,
  byTheGateway,
  toEverybody,
  vlan,
  doubleVlan,
  ieee8023,
  ipv6('advertises itself as a router (IPv6)', 134, bytes('400007080000000000000000')),
  ipv6('advertises itself as a neighbour (IPv6)', 136, bytes('20000000fe800000000000005054000000000bad')),
  ipv6('says anything over IPv6', 128, bytes('00010001')),
  rogueServer,
  askFor('asks DHCP for a free slot’s address', free, plainly),
  askFor('asks DHCP for another guest’s address', victims, plainly),
  askFor('asks DHCP in its own name for a free slot’s address', free, inItsOwnName),
  askFor('asks DHCP for a free slot’s address, with IP options', free, withOptions),
  askFor('asks DHCP for a free slot’s address, in fragments', free, inFragments),
  release,
  connection('connects to a service of the host by the bridge’s address', ({ gateway }) => gateway.address),
  connection('connects to a service of the host by another address', ({ host }) => host.otherAddress),
  datagram,
  ping,
];
