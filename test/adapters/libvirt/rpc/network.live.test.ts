import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClient,
  type Network,
  procedures,
  unixTransport,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { labSocket, uniqueName, virsh, xml } from './support/live.ts';

const client = createClient({ transport: unixTransport(labSocket()) });
let network: Network;
const name = uniqueName();
// An interface name has at most 15 characters.
const bridge = name;
const events: number[] = [];

beforeAll(async () => {
  await client.onEvent('networkLifecycle', (message) => {
    if (message.network.name === name) events.push(message.event);
  });
  const tree = {
    network: {
      name,
      bridge: { '@name': bridge, '@stp': 'off', '@delay': '0' },
      ip: {
        '@address': '192.168.241.1',
        '@netmask': '255.255.255.0',
        dhcp: { range: { '@start': '192.168.241.2', '@end': '192.168.241.9' } },
      },
    },
  };
  ({ network } = await client.call(procedures.networkDefineXml, { xml: xml(tree) }));
  await client.call(procedures.networkCreate, { network }, { lane: 'slow' });
});

afterAll(async () => {
  await virsh('net-destroy', name).catch(() => undefined);
  await virsh('net-undefine', name).catch(() => undefined);
  client.close();
});

test('a network is what virsh says it is', async () => {
  const { networks } = await client.call(procedures.connectListAllNetworks, { needResults: 1, flags: 0 });
  expect(networks).toContainEqual(network);
  expect(await virsh('net-uuid', name)).toBe(network.uuid);
  const { xml: description } = await client.call(procedures.networkGetXmlDesc, { network, flags: 0 });
  expect(description.trimEnd()).toBe(await virsh('net-dumpxml', name));
  // defined 0, started 2
  await expect.poll(() => events).toEqual([0, 2]);
});

test('its leases are those that virsh lists', async () => {
  const asked = { network, mac: null, needResults: 1, flags: 0 };
  expect((await client.call(procedures.networkGetDhcpLeases, asked)).leases).toEqual([]);
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  // What dnsmasq's helper keeps for libvirt, as no guest runs here.
  const kept = {
    'ip-address': '192.168.241.5',
    'mac-address': '52:54:00:aa:bb:cc',
    hostname: 'eñe',
    'expiry-time': expiry,
  };
  await writeFile(`/var/lib/libvirt/dnsmasq/${bridge}.status`, JSON.stringify([kept]));
  const { leases, count } = await client.call(procedures.networkGetDhcpLeases, asked);
  expect(count).toBe(1);
  expect(leases).toEqual([
    {
      interface: bridge,
      expiryTime: BigInt(expiry),
      type: 0,
      mac: '52:54:00:aa:bb:cc',
      iaid: null,
      address: '192.168.241.5',
      prefix: 24,
      hostname: 'eñe',
      clientId: null,
    },
  ]);
  const listing = (await virsh('net-dhcp-leases', name)).split(/\s+/);
  expect(listing).toEqual(expect.arrayContaining(['52:54:00:aa:bb:cc', 'ipv4', '192.168.241.5/24', 'eñe']));
  const other = await client.call(procedures.networkGetDhcpLeases, { ...asked, mac: '52:54:00:00:00:01' });
  expect(other.leases).toEqual([]);
});

test('a reserved address is added, as virsh sees it', async () => {
  const host = xml({ host: { '@mac': '52:54:00:aa:bb:dd', '@ip': '192.168.241.6' } });
  // command 3 add-last, section 4 ip-dhcp-host, first range, live 1 and config 2
  const update = { network, command: 3, section: 4, parentIndex: -1, xml: host, flags: 3 };
  await client.call(procedures.networkUpdate, update);
  expect(await virsh('net-dumpxml', name)).toContain("<host mac='52:54:00:aa:bb:dd' ip='192.168.241.6'/>");
});

test('what virsh does to it reaches us', async () => {
  await virsh('net-destroy', name);
  await expect.poll(() => events).toEqual([0, 2, 3]);
  await client.call(procedures.networkUndefine, { network });
  await expect.poll(() => events).toEqual([0, 2, 3, 1]);
});
