import { expect, test } from 'vitest';
import { checkAddresses } from '../../../../adapters/libvirt/looks/addresses.ts';
import type { Machine } from '../../../../adapters/libvirt/machine/machines.ts';
import { slotsOfSubnet } from '../../../../adapters/libvirt/network/network-slots.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/index.ts';
import { buildNetwork } from '../../../../scripts/setup/network-xml.ts';
import { scriptedClient } from '../scripted-client.ts';

const BASE = 0xc0a89600; // 192.168.150.0

/** What is said of a network of this size of which machines have so many addresses. */
async function said(prefix: number, taken: number) {
  const subnet = { base: BASE, prefix };
  const network = { name: 'labvm', uuid: '0'.repeat(32) };
  const client = scriptedClient({
    [procedures.connectListAllNetworks.name]: () => ({ networks: [network] }),
    [procedures.networkGetXmlDesc.name]: () => ({ xml: buildNetwork({ name: 'labvm', subnet }) }),
  });
  const macs = slotsOfSubnet(subnet)
    .slice(0, taken)
    .map(({ mac }) => mac);
  const machine = { definition: { macs } } as unknown as Machine;
  return (await checkAddresses(client, 'labvm', async () => [machine]))[0];
}

test.each([
  [24, 42, 'good', '211 of 253'],
  [24, 242, 'good', '11 of 253'],
  [24, 243, 'warning', '10 of 253'],
  [24, 253, 'bad', '0 of 253'],
  // A tenth of a small network is few.
  [28, 11, 'good', '2 of 13'],
  [28, 12, 'warning', '1 of 13'],
] as const)('of a /%i with %i taken: %s', async (prefix, taken, state, count) => {
  const found = await said(prefix, taken);
  expect(found).toMatchObject({
    state,
    detail: {
      en: `${count} addresses of the network labvm are free`,
      es: expect.stringContaining(`${count.replace('of', 'de')} direcciones de la red labvm`),
    },
  });
  expect(found?.remedy !== undefined).toBe(state !== 'good');
});
