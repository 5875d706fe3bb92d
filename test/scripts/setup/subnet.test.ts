import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addressAt,
  chooseSubnet,
  formatSubnet,
  overlap,
  parseSubnet,
  type Subnet,
} from '../../../scripts/setup/subnet.ts';
import { routeSubnets } from '../../../scripts/setup/used-subnets.ts';

const subnet = (text: string): Subnet => {
  const found = parseSubnet(text);
  if (!found) throw new Error(`${text} is no subnet`);
  return found;
};

it('reads subnets, and cuts host bits off', () => {
  expect(formatSubnet(subnet('192.168.150.77/24'))).toBe('192.168.150.0/24');
  expect(formatSubnet(subnet('10.1.2.3'))).toBe('10.1.2.3/32');
  expect(formatSubnet(subnet('255.255.255.255/0'))).toBe('0.0.0.0/0');
  expect(addressAt(subnet('172.16.0.0/12'), 256 * 256 + 1)).toBe('172.17.0.1');
});

it.each(['', '1.2.3', '256.1.1.1', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/24x', 'fe80::1', ' 1.2.3.4'])(
  'refuses %j',
  (text) => {
    expect(parseSubnet(text)).toBeNull();
  },
);

it('sees what lies in one another', () => {
  expect(overlap(subnet('10.0.0.0/8'), subnet('10.213.0.0/24'))).toBe(true);
  expect(overlap(subnet('10.213.0.0/24'), subnet('10.0.0.0/8'))).toBe(true);
  expect(overlap(subnet('192.168.150.0/24'), subnet('192.168.151.0/24'))).toBe(false);
  expect(overlap(subnet('192.168.150.255'), subnet('192.168.150.0/24'))).toBe(true);
});

it('takes the first free subnet, and none of what the host uses', () => {
  expect(chooseSubnet([])).toEqual(subnet('192.168.150.0/24'));
  expect(chooseSubnet([subnet('192.168.150.9'), subnet('192.168.151.0/25')])).toEqual(
    subnet('192.168.152.0/24'),
  );
  expect(chooseSubnet([subnet('192.168.0.0/16')])).toEqual(subnet('172.30.0.0/24'));
  expect(chooseSubnet([subnet('0.0.0.0/0')])).toBeNull();
});

it('never chooses what is taken', () => {
  const taken = fc.array(
    fc
      .record({ address: fc.ipV4(), prefix: fc.integer({ min: 8, max: 32 }) })
      .map(({ address, prefix }) => subnet(`${address}/${prefix}`)),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(taken, (used) => {
      const chosen = chooseSubnet(used);
      expect(chosen === null || used.every((other) => !overlap(chosen, other))).toBe(true);
    }),
  );
});

it("reads the kernel's routes, without the default one", () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    'tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0',
  ].join('\n');
  expect(routeSubnets(table).map(formatSubnet)).toEqual(['192.168.2.0/24', '10.0.0.0/8']);
});
