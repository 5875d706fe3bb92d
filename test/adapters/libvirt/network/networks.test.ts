import { describe, expect, it } from 'vitest';
import { createNetworks, reachedFrom } from '../../../../adapters/libvirt/network/networks.ts';
import { libvirtErrorCode } from '../../../../adapters/libvirt/rpc/index.ts';
import { refusal, scriptedClient } from '../scripted-client.ts';

const networkXml = (forward: string) => `<network connections='2'><name>labvm</name>${forward}</network>`;
const NAT = networkXml("<forward mode='nat'><nat><port start='1024' end='65535'/></nat></forward>");
const ROUTED = networkXml("<forward mode='route'/>");

describe('a description of a network', () => {
  it.each([
    ['', 'host'],
    ['<forward/>', 'host'],
    ["<forward dev='eth0'/>", 'host'],
    ["<forward mode='nat'/>", 'host'],
    ["<forward mode='route' dev='eth0'/>", 'elsewhere'],
    ["<forward mode='open'/>", 'elsewhere'],
    ["<forward mode='bridge'/>", 'elsewhere'],
    ["<forward mode='private'><interface dev='eth0'/></forward>", 'elsewhere'],
    ["<forward mode='hostdev'/>", 'elsewhere'],
    ["<forward mode='something of tomorrow'/>", null],
  ] as const)('with the forward %s says: %s', (forward, from) => {
    expect(reachedFrom(networkXml(forward))).toBe(from);
  });

  it.each(['', '<domain/>', '<network'])('is not %j', (xml) => {
    expect(() => reachedFrom(xml)).toThrow();
  });
});

/** A libvirt with networks that a test changes. */
function libvirt(networks: Record<string, string>) {
  const named = (name: string) => ({ name, uuid: name });
  const client = scriptedClient({
    networkLookupByName: ({ name }: { name: string }) => {
      if (name in networks) return { network: named(name) };
      throw refusal(libvirtErrorCode.noNetwork, `no network ${name}`);
    },
    networkGetXmlDesc: ({ network: { name } }: { network: { name: string } }) => ({ xml: networks[name] }),
  });
  const known = createNetworks(client);
  return {
    client,
    networks,
    from: (...names: readonly (string | null)[]) => known.reachedFrom({ networks: names }),
    changed: (name: string) =>
      client.tell('networkLifecycle', { callbackId: 1, network: named(name), event: 2, detail: 0 }),
  };
}

describe('where machines are reached from', () => {
  it('is asked of each network once, however many machines and however many at once', async () => {
    const { from, client } = libvirt({ labvm: NAT, 'labvm-lan': ROUTED });
    const names = Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? 'labvm' : 'labvm-lan'));
    expect(await Promise.all(names.map((name) => from(name)))).toEqual(
      names.map((name) => (name === 'labvm' ? 'host' : 'elsewhere')),
    );
    await from('labvm');
    expect([...client.asked].sort()).toEqual([
      'networkGetXmlDesc',
      'networkGetXmlDesc',
      'networkLookupByName',
      'networkLookupByName',
    ]);
  });

  it('is asked again when the network has changed, and only of that one', async () => {
    const { from, client, networks, changed } = libvirt({ labvm: NAT, 'labvm-lan': ROUTED });
    await from('labvm', 'labvm-lan');
    networks.labvm = ROUTED;
    expect(await from('labvm')).toBe('host');
    changed('labvm');
    expect(await from('labvm')).toBe('elsewhere');
    await from('labvm-lan');
    expect(client.asked).toHaveLength(6);
  });

  it('is asked again after a lost connection', async () => {
    const { from, client, networks } = libvirt({ labvm: NAT });
    await from('labvm');
    networks.labvm = ROUTED;
    client.reconnect();
    expect(await from('labvm')).toBe('elsewhere');
  });

  it('is not known of a network that is not there, until it is', async () => {
    const { from, networks } = libvirt({});
    expect(await from('labvm')).toBeNull();
    networks.labvm = NAT;
    expect(await from('labvm')).toBe('host');
  });

  it('is known for all cards, or for the machine not at all', async () => {
    const { from } = libvirt({ labvm: NAT, 'labvm-too': NAT, 'labvm-lan': ROUTED });
    expect(await from()).toBeNull();
    expect(await from(null)).toBeNull();
    expect(await from('labvm', null)).toBeNull();
    expect(await from('labvm', 'labvm-lan')).toBeNull();
    expect(await from('labvm', 'labvm-too')).toBe('host');
  });

  it('is known also from a libvirt that tells nothing of its networks', async () => {
    const { client } = libvirt({ labvm: NAT });
    const onEvent = () => Promise.reject(refusal(libvirtErrorCode.noSupport, 'no such event'));
    const networks = createNetworks({ ...client, onEvent });
    expect(await networks.reachedFrom({ networks: ['labvm'] })).toBe('host');
  });

  it('is not kept if the network changed while libvirt was answering', async () => {
    const { client, networks, changed } = libvirt({ labvm: NAT });
    const known = createNetworks({
      ...client,
      call: async (...args) => {
        const answer = await client.call(...args);
        if (networks.labvm === NAT && args[0].name === 'networkGetXmlDesc') {
          networks.labvm = ROUTED;
          changed('labvm');
        }
        return answer;
      },
    });
    await known.reachedFrom({ networks: ['labvm'] });
    expect(await known.reachedFrom({ networks: ['labvm'] })).toBe('elsewhere');
  });
});
