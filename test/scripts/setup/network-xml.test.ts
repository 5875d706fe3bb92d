import { expect, it } from 'vitest';
import { slotsOfSubnet } from '../../../adapters/libvirt/network/network-slots.ts';
import { buildNetwork, deviations, readNetwork } from '../../../scripts/setup/network-xml.ts';
import { formatSubnet } from '../../../scripts/setup/subnet.ts';

const MISSING_OPTIONS = [
  'dnsmasq option no-ping missing',
  'dnsmasq option dhcp-ignore-names missing',
  'dnsmasq option dhcp-ignore-clid missing',
  'dnsmasq option hostsdir=/var/lib/libvirt/dnsmasq/labvm.names missing',
  'dnsmasq option dhcp-option=encap:175,176,1b missing',
];
const subnet = { base: 0xc0a89600, prefix: 24 };

it('builds what it recognises as right', () => {
  const facts = readNetwork(buildNetwork({ name: 'labvm', subnet, uuid: 'u' }));
  expect(facts).toMatchObject({ uuid: 'u', connections: 0, stp: 'off', delay: '0', forward: 'nat' });
  expect(facts.subnets.map(formatSubnet)).toEqual(['192.168.150.0/24']);
  expect(deviations(facts)).toEqual([]);
});

it('gives each slot its address and nobody else any', () => {
  const xml = buildNetwork({ name: 'labvm', subnet });
  expect(xml).toContain('<ip address="192.168.150.1" prefix="24">');
  expect(xml).toContain('<host mac="52:54:00:96:00:02" ip="192.168.150.2">');
  expect(xml).toContain('<host mac="52:54:00:96:00:fe" ip="192.168.150.254">');
  expect(xml).not.toContain('<range');
  expect(readNetwork(xml).slots).toEqual(slotsOfSubnet(subnet));
});

it('takes no name and no client id from a guest', () => {
  const { dnsmasqOptions } = readNetwork(buildNetwork({ name: 'labvm', subnet }));
  expect(dnsmasqOptions).toEqual([
    'no-ping',
    'dhcp-ignore-names',
    'dhcp-ignore-clid',
    'hostsdir=/var/lib/libvirt/dnsmasq/labvm.names',
    'dhcp-option=encap:175,176,1b',
  ]);
});

it('sees a network of an older labvm, and one that lacks some slots', () => {
  const xml = buildNetwork({ name: 'labvm', subnet });
  const hosts = /<dhcp>.*<\/dhcp>/;
  const older = xml.replace(hosts, '<dhcp><range start="192.168.150.2" end="192.168.150.254"/></dhcp>');
  expect(deviations(readNetwork(older))).toEqual(['addresses from a range (slots)']);
  const fewer = xml.replace('<host mac="52:54:00:96:00:fe" ip="192.168.150.254"></host>', '');
  expect(fewer).not.toBe(xml);
  expect(deviations(readNetwork(fewer))).toEqual(['addresses from a range (slots)']);
});

it("sees in what libvirt's stock network differs", () => {
  const stock = `<network connections='2'><name>default</name><uuid>7</uuid><forward mode='nat'>
    <nat><port start='1024' end='65535'/></nat></forward><bridge name='virbr0' stp='on' delay='0'/>
    <ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.2' end='192.168.122.254'/>
    </dhcp></ip></network>`;
  const facts = readNetwork(stock);
  expect(facts.connections).toBe(2);
  expect(facts.subnets.map(formatSubnet)).toEqual(['192.168.122.0/24']);
  expect(deviations(facts)).toEqual([
    'stp on (off)',
    'bridge virbr0 (labvm0)',
    ...MISSING_OPTIONS,
    'addresses from a range (slots)',
  ]);
});

it('reads a network without addresses', () => {
  expect(deviations(readNetwork("<network><name>x</name><bridge name='br0'/></network>"))).toEqual([
    'forward mode none (nat)',
    'stp on (off)',
    'delay unset (0)',
    'bridge br0 (labvm0)',
    ...MISSING_OPTIONS,
    'no IPv4 address',
    'addresses from a range (slots)',
  ]);
});
