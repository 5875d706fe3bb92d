import { createFakeHypervisor, createFakeWorld } from '../fakes/hypervisor.ts';
import { hypervisorContract } from './hypervisor.ts';

hypervisorContract('the fake', async () => {
  const world = createFakeWorld();
  world.network.reachedFrom = 'host';
  const hypervisor = createFakeHypervisor({ world });
  return {
    hypervisor,
    another: () => createFakeHypervisor({ world }),
    unreachable: () => {
      const nowhere = createFakeHypervisor();
      nowhere.world.lostConnection();
      return nowhere;
    },
    addForeign: async (name) => void world.foreign.set(name, { memoryMiB: 512 }),
    removeForeign: async (name) => void world.foreign.delete(name),
    exists: async (name) =>
      world.foreign.has(name) || [...world.machines.values()].some(({ plan }) => plan.name === name),
    lose: async ({ ref, requestId }, part) => {
      if (part === 'disk') world.disks.delete(requestId);
      else world.machines.delete(ref);
    },
    leftovers: async ({ ref, requestId }) => [
      ...(world.machines.has(ref) ? ['machine'] : []),
      ...(world.disks.has(requestId) ? ['disk'] : []),
    ],
    cramp: async ({ name, ref }) => {
      world.machine(name).hasRoom = false;
      world.diskUse.set(ref, 0.1);
    },
    giveRoom: async ({ name }) => {
      world.machine(name).hasRoom = true;
    },
    uncramp: async () => undefined,
    breakDown: async ({ name }) => world.change(world.machine(name), 'off', 'failed'),
    unplug: async ({ name }) => world.destroyedBySomebody(name),
    unplugUnseen: async ({ name }) => {
      world.lostConnection();
      world.destroyedBySomebody(name);
      world.reconnected();
    },
    reachedFrom: 'host',
    echoed: 'echo labvm-',
    close: () => hypervisor.close(),
  };
});
