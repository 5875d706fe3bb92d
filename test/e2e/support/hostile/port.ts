import type { NetworkSlot } from '../../../../adapters/libvirt/network/network-slots.ts';
import { arp, BROADCAST, dhcp, ethernet, ipBytes, ipv4, TYPE, udp } from './frames.ts';
import { arpOf, dhcpAnswerOf, type Heard } from './heard.ts';
import { openWire, type Wire } from './wire.ts';

export interface Gateway {
  readonly mac: string;
  readonly address: string;
}

/** A slot's tap with nothing but our frames on it: to the bridge it is as a guest's, and says whatever we want. */
export interface Port extends NetworkSlot, Wire {
  /** All that was sent before has been dealt with, and all that was sent to this port before has been heard. */
  settled(): Promise<void>;
  /** The DHCP server has dealt with all that was sent before. */
  dhcpSettled(): Promise<void>;
}

let xids = 0x1000;

/** A transaction of DHCP that no other has. */
export function nextXid(): number {
  xids += 1;
  return xids;
}

/** Opens a port; it answers for its own address, as every guest does. */
export async function openPort(slot: NetworkSlot, gateway: Gateway): Promise<Port> {
  const ownArp = (operation: 1 | 2): Buffer => {
    const payload = arp({ operation, sender: slot, target: gateway });
    return ethernet(slot.mac, gateway.mac, TYPE.arp, payload);
  };
  const isForIt = (heard: Heard): boolean => {
    const asked = arpOf(heard);
    return asked?.operation === 1 && asked.target === slot.address && asked.sender === gateway.address;
  };
  const wire = await openWire({
    outer: { name: slot.tap, settings: ['master', 'labvm0'] },
    id: String(slot.number),
    mac: slot.mac,
    onHeard: (heard, send) => {
      if (isForIt(heard)) send(ownArp(2));
    },
  });
  return {
    ...slot,
    ...wire,
    async settled() {
      const from = wire.heard.length;
      wire.send(ownArp(1));
      const isReply = (heard: Heard) =>
        arpOf(heard)?.operation === 2 && arpOf(heard)?.sender === gateway.address;
      await wire.hears('the gateway’s answer to ARP', isReply, from);
    },
    async dhcpSettled() {
      const [from, xid] = [wire.heard.length, nextXid()];
      const payload = udp(68, 67, dhcp({ type: 1, chaddr: slot.mac, xid }));
      const packet = ipv4({ from: '0.0.0.0', to: '255.255.255.255', protocol: 17, payload });
      const ask = () => wire.send(ethernet(slot.mac, BROADCAST, TYPE.ipv4, packet));
      // A server that was flooded loses some, and a client asks again (RFC 2131, 4.1).
      const again = setInterval(ask, 2000);
      ask();
      await wire
        .hears('an offer for itself', (heard) => dhcpAnswerOf(heard)?.xid === xid, from)
        .finally(() => clearInterval(again));
    },
  };
}

/** Asks for the address of a port's slot, as a guest does that has had it before, and waits until it is granted. */
export async function takeAddress(port: Port, gateway: Gateway): Promise<void> {
  const from = port.heard.length;
  const [xid, options] = [nextXid(), { 50: ipBytes(port.address), 54: ipBytes(gateway.address) }];
  const payload = udp(68, 67, dhcp({ type: 3, chaddr: port.mac, xid, options }));
  const packet = ipv4({ from: '0.0.0.0', to: '255.255.255.255', protocol: 17, payload });
  port.send(ethernet(port.mac, BROADCAST, TYPE.ipv4, packet));
  const isGranted = (heard: Heard) => dhcpAnswerOf(heard)?.xid === xid && dhcpAnswerOf(heard)?.type === 5;
  await port.hears('that its address is its own', isGranted, from);
}
