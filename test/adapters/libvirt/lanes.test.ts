import { expect, test } from 'vitest';
import type { Images } from '../../../adapters/libvirt/image/images.ts';
import { readDefinition } from '../../../adapters/libvirt/machine/definition.ts';
import { createDiscs } from '../../../adapters/libvirt/machine/discs.ts';
import { createMachines } from '../../../adapters/libvirt/machine/machines.ts';
import type { OwnMachine } from '../../../adapters/libvirt/machine/own-machine.ts';
import { createPowerActions } from '../../../adapters/libvirt/machine/power-actions.ts';
import type { CallOptions, LibvirtClient } from '../../../adapters/libvirt/rpc/index.ts';
import { pressKeys } from '../../../adapters/libvirt/screen/press-keys.ts';
import { createSession } from '../../../adapters/libvirt/session.ts';
import { scriptedClient } from './scripted-client.ts';

/** By which lane a call goes that a guest can delay: one that is wrong is noticed only when a guest does it. */

const uuid = '00112233-4455-6677-8899-aabbccddeeff';
const domain = { name: 'web', uuid, id: 1 };
const drive = { target: { dev: 'hdc', bus: 'ide' }, file: '/pool/disc.iso' };
const machine = {
  domain,
  definition: { ...readDefinition(uuid, '<domain/>'), drive },
  condition: { power: 'running', task: null, reason: 'unknown' },
} as unknown as OwnMachine;

function watched() {
  const said = new Map<string, CallOptions>();
  const client = scriptedClient({
    domainSendKey: () => ({}),
    domainShutdownFlags: () => ({}),
    domainReboot: () => ({}),
    domainSuspend: () => ({}),
    domainResume: () => ({}),
    domainDestroyFlags: () => ({}),
    domainUpdateDeviceFlags: () => ({}),
    domainSetMetadata: () => ({}),
    connectGetAllDomainStats: () => ({ records: [] }),
  });
  const call: LibvirtClient['call'] = (procedure, args, options) => {
    said.set(procedure.name, options ?? {});
    return client.call(procedure, args, options);
  };
  return { said, client: { ...client, call } };
}

const OF_GUEST = { lane: 'guest', turn: uuid };

test('keys are pressed one machine at a time, out of everybody’s way', async () => {
  const { said, client } = watched();
  await pressKeys(client, machine, [30]);
  expect(said.get('domainSendKey')).toMatchObject(OF_GUEST);
});

test('a drive that its guest holds fast is waited for out of everybody’s way', async () => {
  const { said, client } = watched();
  const discs = createDiscs(createSession(client), createMachines(client), {} as Images);
  await discs.eject(machine, false);
  expect(said.get('domainUpdateDeviceFlags')).toMatchObject(OF_GUEST);
  expect(said.get('domainSetMetadata')).toMatchObject(OF_GUEST);
});

const orders = (client: LibvirtClient) => {
  const ports = { markStart: async () => {} } as unknown as Parameters<typeof createPowerActions>[1];
  return createPowerActions(createSession(client), ports);
};

test.each([
  ['shutdown', 'running', 'domainShutdownFlags'],
  ['pause', 'running', 'domainSuspend'],
  ['resume', 'paused', 'domainResume'],
] as const)(
  '%s waits for what holds its machine up, out of everybody’s way',
  async (order, power, procedure) => {
    const { said, client } = watched();
    const condition = { ...machine.condition, power };
    await orders(client)[order]({ ...machine, condition });
    expect(said.get(procedure)).toMatchObject(OF_GUEST);
  },
);

test('who is switched off by force waits for nothing that its machine holds up', async () => {
  const { said, client } = watched();
  await orders(client).kill(machine);
  expect(said.get('domainDestroyFlags')).toEqual({ lane: 'slow' });
});

test('every machine is waited for, after a lost connection, out of everybody’s way', async () => {
  const { said, client } = watched();
  await createMachines(client).settled();
  expect(said.get('connectGetAllDomainStats')).toMatchObject({ lane: 'guest' });
});
