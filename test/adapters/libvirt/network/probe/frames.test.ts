import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DHCP, dhcpMessage, readAnswer } from '../../../../../adapters/libvirt/network/probe/dhcp.ts';
import {
  arpReply,
  datagramFrame,
  datagramOf,
  senderOf,
} from '../../../../../adapters/libvirt/network/probe/frames.ts';
import {
  arp,
  BROADCAST,
  dhcp,
  ethernet,
  ipBytes,
  ipv4,
  TYPE,
  udp,
} from '../../../../e2e/support/hostile/frames.ts';
import { dhcpAnswerOf, readFrame, udpOf } from '../../../../e2e/support/hostile/heard.ts';

/* Against the frames of the tests of attacks, which were written apart and are proven on the wire. */

const MAC = '52:54:00:96:00:07';
const HOST = '52:54:00:aa:bb:cc';

test('a datagram is one to others, and one of others is one to it', () => {
  const said = {
    from: { address: '192.168.150.7', port: 4000 },
    to: { address: '198.18.0.1', port: 9 },
    payload: Buffer.from('out'),
  };
  const frame = datagramFrame(MAC, HOST, said);
  expect(udpOf(readFrame(frame))).toMatchObject({ fromPort: 4000, toPort: 9 });
  expect(datagramOf(frame)).toEqual(said);
  expect(senderOf(frame)).toBe(MAC);
  const options = Buffer.from([1, 1, 1, 1]);
  const packet = ipv4({
    from: '10.0.0.1',
    to: '10.0.0.2',
    protocol: 17,
    payload: udp(1, 2, Buffer.from('in')),
    options,
  });
  expect(datagramOf(ethernet(HOST, MAC, TYPE.ipv4, packet))).toMatchObject({
    from: { address: '10.0.0.1', port: 1 },
    payload: Buffer.from('in'),
  });
});

test('a piece of a datagram is none', () => {
  const payload = udp(1, 2, Buffer.from('in'));
  const fragment = { offset: 1, more: false };
  const packet = ipv4({ from: '10.0.0.1', to: '10.0.0.2', protocol: 17, payload, fragment });
  expect(datagramOf(ethernet(HOST, MAC, TYPE.ipv4, packet))).toBeNull();
});

test('says by ARP who has its address, and nobody else’s', () => {
  const own = { mac: MAC, address: '192.168.150.7' };
  const asker = { mac: HOST, address: '192.168.150.1' };
  const question = (address: string) => {
    const payload = arp({ operation: 1, sender: asker, target: { mac: BROADCAST, address } });
    return ethernet(HOST, BROADCAST, TYPE.arp, payload);
  };
  const answer = arp({ operation: 2, sender: own, target: asker });
  expect(arpReply(question(own.address), own)).toEqual(ethernet(MAC, HOST, TYPE.arp, answer));
  expect(arpReply(question('192.168.150.8'), own)).toBeNull();
  expect(arpReply(ethernet(MAC, HOST, TYPE.arp, answer), own)).toBeNull();
});

test('asks by DHCP, and reads the answer', () => {
  const asked = dhcpMessage({
    type: DHCP.request,
    xid: 77,
    mac: MAC,
    wants: '192.168.150.7',
    server: '192.168.150.1',
  });
  const fixed = dhcp({ type: DHCP.request, chaddr: MAC, xid: 77 });
  const options = Buffer.from([...[50, 4, 192, 168, 150, 7], ...[54, 4, 192, 168, 150, 1], 255]);
  const reference = Buffer.concat([fixed.subarray(0, -1), options]);
  expect(asked.subarray(0, reference.length)).toEqual(reference);
  expect(readAnswer(asked)).toBeNull();
  const answer = dhcp({
    op: 2,
    type: 5,
    chaddr: MAC,
    xid: 77,
    yourAddress: '192.168.150.7',
    options: { 54: ipBytes('192.168.150.1') },
  });
  expect(readAnswer(answer)).toEqual({ type: 5, xid: 77, address: '192.168.150.7', server: '192.168.150.1' });
  const packet = ipv4({
    from: '192.168.150.1',
    to: '255.255.255.255',
    protocol: 17,
    payload: udp(67, 68, answer),
  });
  expect(dhcpAnswerOf(readFrame(ethernet(HOST, BROADCAST, TYPE.ipv4, packet)))?.address).toBe(
    '192.168.150.7',
  );
});

test('whatever comes in is read without an error', () => {
  const own = { mac: MAC, address: '192.168.150.7' };
  const whole = datagramFrame(MAC, HOST, {
    from: { address: '1.2.3.4', port: 67 },
    to: { address: '1.2.3.5', port: 68 },
    payload: dhcp({ op: 2, type: 5, chaddr: MAC, xid: 1 }),
  });
  for (let n = 0; n < 3000; n += 1) {
    const frame = Buffer.from(n % 2 === 0 ? randomBytes(n % 400) : whole.subarray(0, n % whole.length));
    for (let k = 0; k < n % 4 && frame.length > 0; k += 1) frame[(n * 31 + k * 17) % frame.length] = n % 256;
    const datagram = datagramOf(frame);
    if (datagram) readAnswer(datagram.payload);
    arpReply(frame, own);
    readAnswer(frame);
  }
});
