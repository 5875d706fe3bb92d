import type { Look } from '../../src/host/doctor.ts';
import type { Hosts } from '../../src/host/port.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { Changes } from '../../src/vm/ports/changes.ts';
import { createAsking } from './asking.ts';
import { CANNOT } from './cannot.ts';
import { lookAtHost } from './host.ts';
import { imageCalls } from './image/image-calls.ts';
import { createLooks } from './looks/index.ts';
import { machineCalls, powerCalls } from './machine/machine-calls.ts';
import { signCalls } from './machine/sign-calls.ts';
import { keepRules } from './network/keep-rules.ts';
import { createParts, type LibvirtOptions, type Parts } from './parts.ts';
import { screenCalls } from './screen/screen-calls.ts';
import { reading } from './session.ts';
import { watchSource } from './watch/watch.ts';

export type { LibvirtOptions } from './parts.ts';

/** The port, and what only libvirt has. */
export interface LibvirtHypervisor extends Hypervisor {
  /** What doctor looks at: the network that machines are plugged into, and the pool that their disks are in. */
  readonly looks: readonly Look[];
  /** Looks after the network's rules until the signal fires; needs root, and does nothing without. Never fails. */
  keepRules(signal: AbortSignal): Promise<void>;
}

/**
 * The lab on one libvirt daemon. Nothing is opened before the first call.
 * @throws Error if the network or the pool is not one of labvm's
 */
export function createLibvirtHypervisor(options: LibvirtOptions): LibvirtHypervisor {
  const parts = createParts(options);
  const asking = createAsking(parts);
  const { client, transport, programs, network, pool, abilities, machines, manifests, log } = parts;
  return {
    ...hostCalls(parts),
    ...imageCalls(parts, asking),
    ...machineCalls(parts, asking),
    ...powerCalls(parts, asking),
    ...signCalls(parts, asking),
    ...screenCalls(parts, asking),
    ...changeCalls(parts),
    looks: createLooks({
      ...{ client, transport, programs, network, pool, abilities },
      machines: () => asking.read(CANNOT.listMachines, undefined, machines.all),
      manifests: manifests.all,
    }),
    keepRules: (signal) => keepRules({ client, programs, networkName: network, log, signal }),
    close: async () => client.close(),
  };
}

function hostCalls({ client, storage, abilities }: Parts): Hosts {
  return {
    capabilities: () => ({ pause: true, serialConsole: true, screen: true, events: true, discs: true }),
    hosts: ({ signal } = {}) =>
      reading(CANNOT.askHost, async () => [await lookAtHost(client, storage, abilities, signal)], signal),
  };
}

function changeCalls({ tracker }: Parts): Changes {
  const { onChange } = tracker;
  return {
    watch: (signal) =>
      watchSource({ ready: () => reading(CANNOT.watchMachines, tracker.ready), onChange }, signal),
  };
}
