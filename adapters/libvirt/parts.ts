import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import type { Programs } from '../../src/base/program.ts';
import { createAbilities } from './capabilities.ts';
import { createStorage, type Storage } from './disk/storage.ts';
import { createImages } from './image/images.ts';
import { createManifests } from './image/manifest.ts';
import { createAgents } from './machine/agents.ts';
import { markStart } from './machine/console-start.ts';
import type { ScreenWay } from './machine/create.ts';
import { createDiscs } from './machine/discs.ts';
import { createMachines, type Machines } from './machine/machines.ts';
import { createPowerActions } from './machine/power-actions.ts';
import { createStalls } from './machine/stalls.ts';
import { createAddressBook } from './network/address-book.ts';
import { createAddressSlots } from './network/address-slots.ts';
import { createCards } from './network/cards.ts';
import { createClaims } from './network/claims.ts';
import { createLeases } from './network/leases.ts';
import { createNames } from './network/names.ts';
import { createNetworks } from './network/networks.ts';
import { createClient, type LibvirtClient, type Transport, unixTransport } from './rpc/index.ts';
import type { ConsoleWay } from './screen/console-folder.ts';
import { createSession, type Session } from './session.ts';
import { createTracker } from './watch/tracker.ts';

export interface LibvirtOptions {
  /** The way to the daemon: its unix socket unless `transport` says another. */
  readonly socketPath?: string;
  readonly transport?: Transport;
  /** Where set-up keeps the manifests of the images. */
  readonly dataDir: string;
  /** Whether a guest was seen to boot on KVM. */
  readonly kvmUsable: boolean;
  /** The network that machines are plugged into; its name begins with `labvm`. */
  readonly network?: string;
  /** How new machines offer their screens; `socket` for root unless it is said, `password` for everybody else. */
  readonly screens?: ScreenWay;
  /** Where the consoles of new machines are written to; `folder` for root unless it is said, `pool` for everybody else. */
  readonly consoles?: ConsoleWay;
  /** The storage pool of disks and images. */
  readonly pool?: string;
  /** What looks at images and makes seeds. */
  readonly programs: Programs;
  /** How long calls may take, in milliseconds; see the client's options. */
  readonly timeoutMs?: { readonly quick?: number; readonly slow?: number };
  readonly log: Log;
  readonly clock?: Clock;
}

/** What is used as it was given, or as it is by default. */
type Settled = ReturnType<typeof settled>;

/** Everything that the port is made of. */
export type Parts = ReturnType<typeof createParts>;

/**
 * Puts the rooms of the adapter together. Nothing is opened before the first call.
 * @throws Error if the network or the pool is not one of labvm's
 */
export function createParts(options: LibvirtOptions) {
  const settings = settled(options);
  const { pool, consoles, clock, log, programs, dataDir } = settings;
  const client = connectedBy(settings);
  const session = createSession(client);
  const stalls = createStalls(client, ({ name }, error) =>
    log.warn(
      { err: error, machine: name },
      'QEMU does not say what stopped a machine: a full disk is assumed',
    ),
  );
  const machines = createMachines(client, stalls);
  const tracker = createTracker({
    ...{ client, machines, stalls },
    now: () => clock.now(),
    onError: (error) => log.warn({ err: error }, 'a change of a machine could not be followed'),
  });
  const storage = createStorage(session, pool, consoles);
  const manifests = createManifests(dataDir, (file, error) =>
    log.warn({ err: error, file }, 'an image manifest cannot be used'),
  );
  const images = createImages({ session, storage, machines, manifests, programs });
  return {
    ...settings,
    ...{ client, session, stalls, machines, tracker, storage, manifests, images },
    discs: createDiscs(session, machines, images),
    abilities: createAbilities(client, settings.kvmUsable),
    ...networkParts({ ...settings, client, session, machines, storage }),
  };
}

interface NetworkPorts extends Settled {
  readonly client: LibvirtClient;
  readonly session: Session;
  readonly machines: Machines;
  readonly storage: Storage;
}

/** What concerns the network, and what needs it: addresses, and orders that give a machine its card. */
function networkParts(ports: NetworkPorts) {
  const { client, session, machines, storage, network, log, clock } = ports;
  const networks = createNetworks(client);
  const slots = createAddressSlots(networks, network, machines);
  const leases = createLeases(client, network, slots, log);
  const claims = createClaims();
  const names = createNames(networks, network, (error) =>
    log.debug({ err: error }, 'a name is not published'),
  );
  const agents = createAgents(client, clock);
  const cards = createCards(session, network, { machines, slots, names });
  return {
    ...{ networks, slots, leases, claims, names, agents },
    addressBook: createAddressBook({ client, agents, leases, slots, claims, machines }),
    orders: createPowerActions(session, {
      ...{ leases, claims, cards },
      markStart: (machine) => markStart({ client, storage, machines }, machine),
    }),
  };
}

/** @throws Error if the network or the pool is not one of labvm's */
function settled(options: LibvirtOptions) {
  const { network = 'labvm', pool = 'labvm', clock = systemClock } = options;
  const isRoot = process.geteuid?.() === 0;
  const { screens = isRoot ? 'socket' : 'password', consoles = isRoot ? 'folder' : 'pool' } = options;
  for (const [what, name] of [['network', network] as const, ['pool', pool] as const]) {
    if (!name.startsWith('labvm')) {
      throw new Error(`The ${what} is '${name}': labvm uses none whose name does not begin with labvm.`);
    }
  }
  const transport = options.transport ?? unixTransport(options.socketPath);
  return { ...options, network, pool, clock, screens, consoles, transport };
}

function connectedBy({ transport, timeoutMs, log }: Settled): LibvirtClient {
  const client = createClient({
    transport,
    timeoutMs,
    onError: (error) => log.error({ err: error }, 'a listener of libvirt events failed'),
  });
  client.onState(({ lane, state, error }) => log.debug({ lane, state, err: error }, 'libvirt connection'));
  return client;
}
