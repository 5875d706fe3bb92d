import { expect, it } from 'vitest';
import { slotsOfSubnet, TAP_PREFIX } from '../../../../../adapters/libvirt/network/network-slots.ts';
import { rulesOf, writeRules } from '../../../../../adapters/libvirt/network/rules/index.ts';

const slots = slotsOfSubnet({ base: 0xc0a89600, prefix: 24 });
const network = { bridge: 'labvm0', gateway: '192.168.150.1', slots };
const { nftables } = JSON.parse(writeRules(network)) as {
  nftables: Record<string, Record<string, object>>[];
};

it('puts itself into the place of what was there, and touches labvm’s own tables alone', () => {
  const tables = nftables.flatMap((command) =>
    Object.entries(command).flatMap(([verb, { table }]) => (table ? [[verb, table]] : [])),
  );
  const own = ['bridge', 'inet'].map((family) => ({ family, name: 'labvm' }));
  expect(tables).toEqual(own.flatMap((table) => ['add', 'delete', 'add'].map((verb) => [verb, table])));
  const others = rulesOf(network).flatMap((object) => Object.values(object));
  expect(others.filter(({ table }) => table !== 'labvm')).toEqual([]);
});

it('knows each slot by tap, card and address', () => {
  const sets = rulesOf(network).flatMap(({ set }) => (set ? [set] : []));
  expect(sets.map(({ name }) => name)).toEqual(['macs', 'pairs']);
  const [macs = [], pairs = []] = sets.map(({ elem }) => elem as { concat: string[] }[]);
  expect(macs[5]).toEqual({ concat: ['labtap7', '52:54:00:96:00:07'] });
  expect(pairs[5]).toEqual({ concat: ['labtap7', '52:54:00:96:00:07', '192.168.150.7'] });
  expect([macs.length, pairs.length]).toEqual([253, 253]);
});

it('ends each chain for what comes from a tap with a drop, but for the one whose drops come first', () => {
  const last = (chain: string) =>
    rulesOf(network).findLast(({ rule }) => rule?.table === 'labvm' && rule.chain === chain)?.rule?.expr;
  for (const chain of ['tap_dhcp', 'tap_arp', 'prerouting', 'input'])
    expect(last(chain)).toEqual([{ counter: null }, { drop: null }]);
  expect(last('tap_ip')).toEqual([{ accept: null }]);
});

it('has no bridge among its taps, and no chain that nft takes for a protocol', () => {
  expect(network.bridge.startsWith(TAP_PREFIX)).toBe(false);
  const chains = rulesOf(network).flatMap(({ chain }) => (chain ? [chain.name] : []));
  expect(chains).not.toContain('arp');
});
