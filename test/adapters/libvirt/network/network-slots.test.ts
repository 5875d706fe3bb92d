import { describe, expect, it } from 'vitest';
import { readSlots, slotsOfSubnet, TAP_PREFIX } from '../../../../adapters/libvirt/network/network-slots.ts';
import { writeXml } from '../../../../adapters/libvirt/xml.ts';
import { addressAt, parseSubnet } from '../../../../scripts/setup/subnet.ts';

const subnetOf = (text: string) => parseSubnet(text) ?? { base: 0, prefix: 32 };

function networkXml(subnet: string, dhcp: object = {}): string {
  const hosts = slotsOfSubnet(subnetOf(subnet)).map(({ mac, address }) => ({ '@mac': mac, '@ip': address }));
  const ip = { '@address': addressAt(subnetOf(subnet), 1), dhcp: { host: hosts, ...dhcp } };
  return writeXml({ network: { name: 'labvm', ip } });
}

describe('the address slots of a subnet', () => {
  it.each([
    ['192.168.150.0/24', 253],
    ['10.99.0.0/28', 13],
    ['172.30.0.0/16', 1000],
    ['10.0.0.0/31', 0],
  ])('%s has %i', (subnet, count) => {
    expect(slotsOfSubnet(subnetOf(subnet))).toHaveLength(count);
  });

  it('leave out the network, the bridge and the broadcast address, and repeat nothing', () => {
    const slots = slotsOfSubnet(subnetOf('192.168.150.0/24'));
    expect(slots[0]).toEqual({
      number: 2,
      tap: `${TAP_PREFIX}2`,
      mac: '52:54:00:96:00:02',
      address: '192.168.150.2',
    });
    expect(slots.at(-1)?.address).toBe('192.168.150.254');
    for (const part of ['number', 'tap', 'mac', 'address'] as const) {
      expect(new Set(slots.map((slot) => slot[part])).size).toBe(slots.length);
    }
  });

  it('have taps whose names Linux takes, and that no bridge of labvm has', () => {
    const names = slotsOfSubnet(subnetOf('172.30.0.0/16')).map(({ tap }) => tap);
    expect(names.every((name) => name.length <= 15)).toBe(true);
    expect('labvm0'.startsWith(TAP_PREFIX)).toBe(false);
  });
});

describe('the address slots in a network\u2019s description', () => {
  it('are read back as they were made', () => {
    expect(readSlots(networkXml('10.99.0.0/28'))).toEqual(slotsOfSubnet(subnetOf('10.99.0.0/28')));
  });

  it.each([
    ['an older network with a range', networkXml('10.99.0.0/28', { range: { '@start': '10.99.0.2' } })],
    [
      'one whose hosts have hardware addresses of their own',
      networkXml('10.99.0.0/28').replace('52:54', '02:54'),
    ],
    ['one without DHCP', '<network><name>labvm</name><ip address="10.0.0.1"/></network>'],
    ['one without an address', '<network><name>labvm</name></network>'],
  ])('are none in %s', (_what, xml) => {
    expect(readSlots(xml)).toBeNull();
  });
});
