import { expect, test } from 'vitest';
import type { Definition } from '../../../../adapters/libvirt/machine/definition.ts';
import { createLeases } from '../../../../adapters/libvirt/network/leases.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { recordingLog } from '../../../src/chat/support/messages.ts';
import { scriptedClient } from '../scripted-client.ts';

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
    leases: createLeases(client, 'labvm', { all: async () => null }, silentLog),
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

test('a network that cannot be asked lends nothing to what is shown, and the log says why', async () => {
  const { lines, log } = recordingLog();
  const leases = createLeases(scriptedClient({}), 'labvm', { all: async () => null }, log);
  expect(await leases.ifKnown()).toEqual([]);
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'debug',
      fields: { err: expect.objectContaining({ name: 'LibvirtError' }) },
      text: 'the addresses that the network lends are not known',
    }),
  ]);
  await expect(leases.outdate(machine)).resolves.toBeUndefined();
  await expect(leases.all()).rejects.toThrow();
});

test('who asked and left is no trouble of the network', async () => {
  const { lines, log } = recordingLog();
  const leases = createLeases(scriptedClient({}), 'labvm', { all: async () => null }, log);
  expect(await leases.ifKnown(AbortSignal.abort())).toEqual([]);
  expect(lines).toEqual([]);
});
