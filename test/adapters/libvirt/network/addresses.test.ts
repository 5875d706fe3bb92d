import { expect, test } from 'vitest';
import {
  addressOf,
  interfaceAddresses,
  leasesOf,
  merged,
} from '../../../../adapters/libvirt/network/addresses.ts';

test.each([
  '127.0.0.1',
  '169.254.3.4',
  '0.0.0.0',
  '224.0.0.1',
  '::',
  '::1',
  'fe80::1',
  'ff02::1',
  '',
  'a;b',
  '1.2.3',
  '10.0.0.1\n',
])('%j is no address that anybody can use', (ip) => {
  expect(addressOf(ip, 'agent')).toBeNull();
});

test('an address knows its family and source', () => {
  expect(addressOf('10.0.0.1', 'arp')).toEqual({ ip: '10.0.0.1', family: 'ipv4', source: 'arp' });
  expect(addressOf('fd00::1', 'agent')).toEqual({ ip: 'fd00::1', family: 'ipv6', source: 'agent' });
});

test('a lease is one with a card and an address', () => {
  const lease = {
    interface: 'labvm0',
    expiryTime: 1000n,
    type: 0,
    mac: '52:54:00:AA:BB:CC',
    iaid: null,
    address: '192.168.150.5',
    prefix: 24,
    hostname: 'x\u0000y',
    clientId: null,
  };
  const address = { ip: '192.168.150.5', family: 'ipv4', source: 'lease' };
  expect(leasesOf([lease, { ...lease, mac: null }, { ...lease, address: 'nonsense' }])).toEqual([
    { mac: '52:54:00:aa:bb:cc', address, expiresAtSeconds: 1000 },
  ]);
});

test('a guest speaks for its own cards only', () => {
  const addresses = [{ type: 0, address: '10.1.1.1', prefix: 24 }];
  const cards = [
    { name: 'eth0', hardwareAddress: '52:54:00:00:00:01', addresses },
    {
      name: 'docker0',
      hardwareAddress: '02:42:00:00:00:01',
      addresses: [{ type: 0, address: '172.17.0.1', prefix: 16 }],
    },
    { name: 'lo', hardwareAddress: null, addresses },
  ];
  expect(interfaceAddresses(cards, ['52:54:00:00:00:01'], 'agent').map(({ ip }) => ip)).toEqual(['10.1.1.1']);
});

test('each address is there once, by its best source, IPv4 first, and not without an end', () => {
  const lease = addressOf('10.0.0.1', 'lease');
  const v6 = addressOf('fd00::1', 'agent');
  const agent = addressOf('10.0.0.1', 'agent');
  if (!lease || !v6 || !agent) throw new Error('these are addresses');
  expect(merged([], [v6, agent], [])).toEqual([agent, v6]);
  expect(merged([lease], [v6, agent])).toEqual([lease, v6]);
  const many = Array.from(
    { length: 1000 },
    (_, n) => addressOf(`10.1.${n >> 8}.${n & 255}`, 'agent') ?? lease,
  );
  expect(merged(many)).toHaveLength(16);
});
