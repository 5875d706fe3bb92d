import { expect, test } from 'vitest';
import type { Definition } from '../../../adapters/libvirt/definition.ts';
import { createLeases } from '../../../adapters/libvirt/leases.ts';
import { scriptedClient } from './scripted-client.ts';

const mac = '52:54:00:00:00:01';
const machine: Definition = {
  uuid: 'u',
  metadata: null,
  cpus: 1,
  memoryMiB: 1,
  macs: [mac],
  networks: ['labvm'],
  files: [],
  disks: [],
  drive: null,
  consoleLog: null,
  consoleStart: null,
  startsBy: { firmware: 'bios', hasDisk: true },
  machine: 'pc',
};

function network() {
  let expiryTime = 1000n;
  const lease = { interface: 'labvm0', type: 0, iaid: null, prefix: 24, hostname: 'web', clientId: null };
  const client = scriptedClient({
    networkLookupByName: () => ({ network: { name: 'labvm', uuid: 'n' } }),
    networkGetDhcpLeases: () => ({
      leases: [
        { ...lease, mac, address: '10.0.0.2', expiryTime },
        // The same host name, from a machine that was there before.
        { ...lease, mac: '52:54:00:00:00:02', address: '10.0.0.3', expiryTime },
      ],
      count: 2,
    }),
  });
  return {
    leases: createLeases(client, 'labvm', { all: async () => null }),
    renew: () => (expiryTime += 5n),
  };
}

test('a lease belongs to the card, not to the name', async () => {
  const { leases } = network();
  expect(leases.of(machine, await leases.all()).map(({ ip }) => ip)).toEqual(['10.0.0.2']);
});

test('what a machine held before it was switched on is not its address until it asks again', async () => {
  const { leases, renew } = network();
  await leases.outdate(machine);
  expect(leases.of(machine, await leases.all())).toEqual([]);
  renew();
  expect(leases.of(machine, await leases.all()).map(({ ip }) => ip)).toEqual(['10.0.0.2']);
});
