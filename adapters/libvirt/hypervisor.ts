import type { CallOptions } from '../../src/base/call-options.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Log } from '../../src/base/log.ts';
import { PortError } from '../../src/base/port-error.ts';
import type { Programs } from '../../src/base/program.ts';
import type { Text } from '../../src/base/text.ts';
import type { Look } from '../../src/host/doctor.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { Vm, VmRef } from '../../src/vm/vm.ts';
import { CANNOT, cannotRemoveImage } from './cannot.ts';
import { createAbilities } from './capabilities.ts';
import { diskUse } from './disk/disk-use.ts';
import { createStorage } from './disk/storage.ts';
import { lookAtHost } from './host.ts';
import { createImages } from './image/images.ts';
import { createManifests } from './image/manifest.ts';
import { createLooks } from './looks/index.ts';
import { createAgents } from './machine/agents.ts';
import { markStart } from './machine/console-start.ts';
import { createMachine, type ScreenWay } from './machine/create.ts';
import { createDiscs } from './machine/discs.ts';
import { uuidOf } from './machine/ids.ts';
import { listMachines } from './machine/list.ts';
import { createMachines, type Machine } from './machine/machines.ts';
import { isOwn, needOwn, type OwnMachine, vmOf } from './machine/own-machine.ts';
import { createPowerActions, type PowerActions } from './machine/power-actions.ts';
import { removeMachine } from './machine/remove.ts';
import { createStalls } from './machine/stalls.ts';
import { startSigns } from './machine/start-signs.ts';
import { createAddressBook } from './network/address-book.ts';
import { createAddressSlots } from './network/address-slots.ts';
import { createCards } from './network/cards.ts';
import { createClaims } from './network/claims.ts';
import { keepRules } from './network/keep-rules.ts';
import { createLeases } from './network/leases.ts';
import { createNames } from './network/names.ts';
import { createNetworks } from './network/networks.ts';
import { trafficOf } from './network/traffic.ts';
import { createClient, type Transport, unixTransport } from './rpc/index.ts';
import { consoleBytes, openSerial } from './screen/console.ts';
import type { ConsoleWay } from './screen/console-folder.ts';
import { openScreen } from './screen/index.ts';
import { pressKeys } from './screen/press-keys.ts';
import { screenshot } from './screen/screenshot.ts';
import { createSession, reading } from './session.ts';
import { createTracker } from './watch/tracker.ts';
import { watchSource } from './watch/watch.ts';

/** The port, and what only libvirt has. */
export interface LibvirtHypervisor extends Hypervisor {
  /** What doctor looks at: the network that machines are plugged into, and the pool that their disks are in. */
  readonly looks: readonly Look[];
  /** Looks after the network's rules until the signal fires; needs root, and does nothing without. Never fails. */
  keepRules(signal: AbortSignal): Promise<void>;
}

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

/**
 * The lab on one libvirt daemon. Nothing is opened before the first call.
 * @throws Error if the network or the pool is not one of labvm's
 */
export function createLibvirtHypervisor(options: LibvirtOptions): LibvirtHypervisor {
  const { network = 'labvm', pool = 'labvm', programs, log, clock = systemClock } = options;
  const isRoot = process.geteuid?.() === 0;
  const { screens = isRoot ? 'socket' : 'password', consoles = isRoot ? 'folder' : 'pool' } = options;
  for (const [what, name] of [['network', network] as const, ['pool', pool] as const]) {
    if (!name.startsWith('labvm')) {
      throw new Error(`The ${what} is '${name}': labvm uses none whose name does not begin with labvm.`);
    }
  }
  const transport = options.transport ?? unixTransport(options.socketPath);
  const client = createClient({
    transport,
    timeoutMs: options.timeoutMs,
    onError: (error) => log.error({ err: error }, 'a listener of libvirt events failed'),
  });
  const session = createSession(client);
  const stalls = createStalls(client, ({ name }, error) =>
    log.warn(
      { err: error, machine: name },
      'QEMU does not say what stopped a machine: a full disk is assumed',
    ),
  );
  const machines = createMachines(client, stalls);
  const tracker = createTracker({
    client,
    machines,
    stalls,
    now: () => clock.now(),
    onError: (error) => log.warn({ err: error }, 'a change of a machine could not be followed'),
  });
  const storage = createStorage(session, pool, consoles);
  const manifests = createManifests(options.dataDir, (file, error) =>
    log.warn({ err: error, file }, 'an image manifest cannot be used'),
  );
  const images = createImages({ session, storage, machines, manifests, programs });
  const discs = createDiscs(session, machines, images);
  const abilities = createAbilities(client, options.kvmUsable);
  const networks = createNetworks(client);
  const slots = createAddressSlots(networks, network, machines);
  const leases = createLeases(client, network, slots, log);
  const claims = createClaims();
  const names = createNames(networks, network, (error) =>
    log.debug({ err: error }, 'a name is not published'),
  );
  const agents = createAgents(client, clock);
  const addressBook = createAddressBook({ client, agents, leases, slots, claims, machines });
  const cards = createCards(session, network, { machines, slots, names });
  const orders = createPowerActions(session, {
    ...{ leases, claims, cards },
    markStart: (machine) => markStart({ client, storage, machines }, machine),
  });
  client.onState(({ lane, state, error }) => log.debug({ lane, state, err: error }, 'libvirt connection'));

  /** Everything that reads: the machines are known by then, and kept true by events. */
  const read = <T>(what: Text, signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> =>
    reading(
      what,
      async () => {
        signal?.throwIfAborted();
        await tracker.ready();
        return act();
      },
      signal,
    );

  const readOwn = <T>(
    ref: VmRef,
    { signal }: CallOptions = {},
    act: (machine: OwnMachine) => Promise<T>,
  ): Promise<T> => read(CANNOT.askMachine, signal, async () => act(await needOwn(machines, ref, signal)));

  /** Orders to one machine come one after the other, also to one that is only being made. */
  const inOrder = <T>(uuid: string, { signal }: CallOptions = {}, act: () => Promise<T>): Promise<T> =>
    reading(
      CANNOT.askHost,
      () =>
        session.order.run(uuid, signal, async () => {
          await tracker.ready();
          return act();
        }),
      signal,
    );

  /** With its description read anew: not every change by another tool is told by an event. */
  const asItIsNow = (ref: VmRef): Promise<OwnMachine> => {
    machines.forget(ref);
    return needOwn(machines, ref);
  };

  const order = (ref: VmRef, callOptions: CallOptions | undefined, name: keyof PowerActions): Promise<void> =>
    inOrder(ref, callOptions, async () => orders[name](await needOwn(machines, ref)));

  const shown = async (machine: Machine | null, signal?: AbortSignal): Promise<Vm | null> => {
    if (!isOwn(machine)) return null;
    const { definition, condition } = machine;
    const silent = condition.power === 'off' || definition.macs.length === 0;
    const [held, all, reachedFrom] = await Promise.all([
      silent ? [] : leases.ifKnown(signal),
      silent ? [] : machines.all(signal),
      networks.reachedFrom(definition),
    ]);
    const vm = vmOf(machine, claims.mark(machine, leases.of(definition, held), all, held), reachedFrom);
    const pausedAt = vm.power === 'paused' ? tracker.since(vm.ref, 'paused') : undefined;
    return pausedAt ? { ...vm, pausedAt } : vm;
  };

  const bytesOf = (
    ref: VmRef,
    maxBytes: number,
    o?: CallOptions & { readonly sinceStart?: boolean },
  ): Promise<Buffer> => readOwn(ref, o, (machine) => consoleBytes(client, storage, machine, maxBytes, o));

  /** More of a console than firmware writes. */
  const firmwareConsole = async (machine: OwnMachine, signal?: AbortSignal): Promise<string> => {
    const o = { sinceStart: true, ...(signal ? { signal } : {}) };
    return (await consoleBytes(client, storage, machine, 8192, o)).toString('utf8');
  };

  return {
    capabilities: () => ({ pause: true, serialConsole: true, screen: true, events: true, discs: true }),
    hosts: ({ signal } = {}) =>
      reading(CANNOT.askHost, async () => [await lookAtHost(client, storage, abilities, signal)], signal),
    images: ({ signal } = {}) => read(CANNOT.listImages, signal, images.all),
    receiveImage: (id, { signal } = {}) => reading(CANNOT.takeInImage, () => images.receive(id), signal),
    unfinishedImages: ({ signal } = {}) => reading(CANNOT.listImages, images.unfinished, signal),
    readImage: (id, { signal } = {}) => reading(CANNOT.readImage, () => images.read(id, signal), signal),
    removeImage: (id, { signal } = {}) => read(cannotRemoveImage(id), signal, () => images.remove(id)),
    removeOldImages: ({ signal } = {}) => read(CANNOT.removeOldImages, signal, images.removeOld),
    saveImage: (ref, facts, o) =>
      inOrder(ref, o, async () => {
        const machine = await asItIsNow(ref);
        if (machine.condition.power !== 'off') throw notOff(machine.domain.name);
        await images.save(machine, facts, o?.signal);
      }),
    insertDisc: (ref, image, o) => inOrder(ref, o, async () => discs.insert(await asItIsNow(ref), image)),
    ejectDisc: (ref, force, o) => inOrder(ref, o, async () => discs.eject(await asItIsNow(ref), force)),
    list: ({ signal } = {}) =>
      read(CANNOT.listMachines, signal, () =>
        listMachines({ machines, leases, networks, slots, claims }, clock.now(), signal),
      ),
    find: (name, { signal } = {}) =>
      read(CANNOT.findMachine, signal, async () =>
        isLookedFor(name) ? shown(await machines.byName(name, signal), signal) : null,
      ),
    findByRequest: (requestId, { signal } = {}) =>
      read(CANNOT.findMachine, signal, async () =>
        shown(await machines.byUuid(uuidOf(requestId), signal), signal),
      ),
    create: (plan, callOptions = {}) =>
      inOrder(uuidOf(plan.requestId), callOptions, async () => {
        const machine = { session, machines, storage, images, programs, abilities };
        const ports = { ...machine, network, slots, screens };
        const vm = await shown(await createMachine(plan, ports, callOptions.signal));
        return vm ?? gone(plan.name);
      }),
    discard: ({ requestId }, callOptions) =>
      inOrder(uuidOf(requestId), callOptions, () =>
        removeMachine(uuidOf(requestId), session, machines, storage, names),
      ),
    remove: (ref, callOptions) =>
      inOrder(ref, callOptions, () => removeMachine(ref, session, machines, storage, names)),
    start: (ref, o) => order(ref, o, 'start'),
    shutdown: (ref, o) => order(ref, o, 'shutdown'),
    kill: (ref, o) => order(ref, o, 'kill'),
    pause: (ref, o) => order(ref, o, 'pause'),
    resume: (ref, o) => order(ref, o, 'resume'),
    setClock: async (ref, o) => {
      // A guest that does not do it is no failure of the host.
      const asked = readOwn(ref, o, (machine) => agents.setClock(machine, o?.signal));
      return asked.catch(() => {
        o?.signal?.throwIfAborted();
        return false;
      });
    },
    diskUse: ({ signal } = {}) => read(CANNOT.lookAtDisks, signal, () => diskUse(machines, signal)),
    addresses: (ref, o) => readOwn(ref, o, (machine) => addressBook.of(machine, o?.signal)),
    traffic: (ref, o) => readOwn(ref, o, (machine) => trafficOf(client, machine, o?.signal)),
    startSigns: (ref, o) =>
      readOwn(ref, o, (machine) =>
        startSigns(session, machine, () => firmwareConsole(machine, o?.signal), o?.signal),
      ),
    consoleTail: bytesOf,
    screenshot: (ref, o = {}) => readOwn(ref, o, (machine) => screenshot(session, machine, o)),
    pressKeys: (ref, keys, o) => readOwn(ref, o, (machine) => pressKeys(client, machine, keys, o?.signal)),
    openSerial: (ref, o) => readOwn(ref, o, (machine) => openSerial(client, machine, o?.signal)),
    openScreen: (ref, o) => readOwn(ref, o, (machine) => openScreen(client, machine, o?.signal)),
    watch: (signal) =>
      watchSource(
        { ready: () => reading(CANNOT.watchMachines, tracker.ready), onChange: tracker.onChange },
        signal,
      ),
    looks: createLooks({
      ...{ client, transport, programs, network, pool, abilities },
      machines: () => read(CANNOT.listMachines, undefined, machines.all),
      manifests: manifests.all,
    }),
    keepRules: (signal) => keepRules({ client, programs, networkName: network, log, signal }),
    close: async () => client.close(),
  };
}

/** Longer than any name a domain can have here, and a NUL in none. */
function isLookedFor(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !name.includes('\0');
}

function notOff(name: string): PortError {
  return new PortError(
    'wrong-state',
    {
      en: `${name} is on. Only a machine that is off can be saved.`,
      es: `${name} está encendida. Solo se puede guardar una máquina apagada.`,
    },
    { en: `Shut it down first: /vm stop ${name}`, es: `Apáguela antes: /vm stop ${name}` },
  );
}

function gone(name: string): never {
  throw new PortError('not-found', {
    en: `${name} is gone: somebody removed it.`,
    es: `${name} ya no está: alguien la ha borrado.`,
  });
}
