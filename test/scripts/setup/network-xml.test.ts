import { expect, it } from 'vitest';
import { buildNetwork, deviations, readNetwork } from '../../../scripts/setup/network-xml.ts';
import { formatSubnet } from '../../../scripts/setup/subnet.ts';

const subnet = { base: 0xc0a89600, prefix: 24 };

it('builds what it recognises as right', () => {
  const facts = readNetwork(buildNetwork({ name: 'labvm', subnet, uuid: 'u' }));
  expect(facts).toMatchObject({ uuid: 'u', connections: 0, stp: 'off', delay: '0', forward: 'nat' });
  expect(facts.subnets.map(formatSubnet)).toEqual(['192.168.150.0/24']);
  expect(deviations(facts)).toEqual([]);
});

it('gives all addresses but the bridge away', () => {
  const xml = buildNetwork({ name: 'labvm', subnet });
  expect(xml).toContain('<ip address="192.168.150.1" prefix="24">');
  expect(xml).toContain('<range start="192.168.150.2" end="192.168.150.254">');
});

it("sees in what libvirt's stock network differs", () => {
  const stock = `<network connections='2'><name>default</name><uuid>7</uuid><forward mode='nat'>
    <nat><port start='1024' end='65535'/></nat></forward><bridge name='virbr0' stp='on' delay='0'/>
    <ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.2' end='192.168.122.254'/>
    </dhcp></ip></network>`;
  const facts = readNetwork(stock);
  expect(facts.connections).toBe(2);
  expect(facts.subnets.map(formatSubnet)).toEqual(['192.168.122.0/24']);
  expect(deviations(facts)).toEqual(['stp on (off)', 'dnsmasq option no-ping missing']);
});

it('reads a network without addresses', () => {
  expect(deviations(readNetwork("<network><name>x</name><bridge name='br0'/></network>"))).toEqual([
    'forward mode none (nat)',
    'stp on (off)',
    'delay unset (0)',
    'dnsmasq option no-ping missing',
    'no IPv4 address',
  ]);
});
