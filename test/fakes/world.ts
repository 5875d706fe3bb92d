import type { HostImage } from '../../src/image/host-image.ts';
import type { VmPlan } from '../../src/vm/plan.ts';
import type { VmChange } from '../../src/vm/ports/changes.ts';
import type { StartSigns } from '../../src/vm/ports/signs.ts';
import type { Address, Power, ReachedFrom, Stall, VmRef } from '../../src/vm/vm.ts';
import type { FakeIntake } from './fake-images.ts';

/** A machine of a fake world, with what its guest does. */
export interface FakeMachine {
  readonly ref: VmRef;
  plan: VmPlan;
  power: Power;
  /** Why its host paused it, where it did. */
  stall: Stall | undefined;
  /** Whether its disk can grow; a guest without room stands still as soon as it writes. */
  hasRoom: boolean;
  /** Whether its guest has an agent that sets its clock, and whether it was asked to. */
  clock: 'no agent' | 'agent' | 'set';
  /** When it was last switched on, by `performance.now()`. */
  bootedAtMs: number;
  /** Set by hand it is what the machine has; null: an IPv4 lease once the guest has booted. */
  addresses: readonly Address[] | null;
  sentPackets: number;
  console: string;
  /** How much of it was there when it was last started. */
  consoleStart: number;
  /** What is seen of its start; null: nothing. */
  startSigns: StartSigns | null;
  /** What was pressed on its keyboard, in order. */
  readonly pressed: (readonly number[])[];
  /** The image whose disc is in its drive; null: the drive is empty; undefined: it has none. */
  disc: string | null | undefined;
}

/** How the guests of a fake world behave. */
export interface FakeGuests {
  /** From power on to a lease; `Infinity`: never a lease. */
  bootMs: number;
  /** From the power button to off; `Infinity`: does not listen. */
  shutdownMs: number;
}

/** A change without what the watcher adds. */
type Change = Pick<VmChange, 'reason' | 'after'> & { machine: FakeMachine; before: Power | null };

/** A lab in memory: it stays when the process that works on it ends. Everything in it may be changed by a test. */
export interface FakeWorld {
  readonly machines: Map<VmRef, FakeMachine>;
  /** Request ids whose disk exists, with a machine or without. */
  readonly disks: Set<string>;
  /** Machines of others: name, and the memory they hold while they run. */
  readonly foreign: Map<string, { memoryMiB: number }>;
  readonly images: HostImage[];
  /** The bytes of images that came into the world, by the image's id. */
  readonly imageBytes: Map<string, Buffer>;
  readonly intakes: Map<string, FakeIntake>;
  /** Images that were replaced. */
  readonly oldImages: HostImage[];
  readonly guests: FakeGuests;
  /** The network that every machine is plugged into. */
  readonly network: { reachedFrom: ReachedFrom | null };
  readonly host: {
    memoryMiB: number;
    /** What is free of it, whoever took the rest; null: what the machines leave. */
    freeMemoryMiB: number | null;
    diskGiB: number;
    freeDiskGiB: number;
    acceleration: 'kvm' | 'none';
  };
  /** What disks hold by now, in GiB; nothing where it is not said. */
  readonly diskUse: Map<VmRef, number>;
  /** false: nothing answers, and watchers hear nothing. */
  readonly connected: boolean;
  /** The machine of a name. @throws if there is none, because a test is wrong then */
  machine(name: string): FakeMachine;
  /** Changes a machine's power and tells it; null removes it. */
  change(machine: FakeMachine, after: Power | null, reason: VmChange['reason']): void;
  /** Adds a machine that is off and tells it. */
  add(plan: VmPlan): FakeMachine;

  /** The host's disk cannot be written, and the machine stands still. */
  stall(name: string, stall: Stall): void;
  /** The guest's system gives up. */
  crash(name: string): void;
  /** Somebody in the guest shuts it down. */
  shutdownFromInside(name: string): void;
  /** Somebody pulls the plug with another tool. */
  destroyedBySomebody(name: string): void;
  /** Somebody writes another owner into the machine's description. */
  handedOver(name: string, owner: string): void;
  /** Somebody removes the machine with another tool. */
  removedBySomebody(name: string): void;
  /** The line to the hypervisor breaks; the world goes on. */
  lostConnection(): void;
  /** The line is there again: watchers compare and tell what they missed. */
  reconnected(): void;

  /** @returns stops it */
  onChange(listener: (change: Change) => void): () => void;
  /** @returns stops it */
  onReconnected(listener: () => void): () => void;
}

/** A lab with the image `tiny`, nothing in it, and guests that boot and obey at once. */
export function createFakeWorld(): FakeWorld {
  const machines: FakeWorld['machines'] = new Map();
  const changeListeners = new Set<(change: Change) => void>();
  const reconnectListeners = new Set<() => void>();
  let connected = true;

  const world: FakeWorld = {
    machines,
    disks: new Set(),
    foreign: new Map(),
    images: [
      {
        id: 'tiny',
        format: 'qcow2',
        sizeBytes: 20e6,
        virtualSizeBytes: 64 * 1024 ** 2,
        sha256: 'f'.repeat(64),
        origin: null,
        declared: null,
        usedBy: [],
      },
    ],
    imageBytes: new Map(),
    intakes: new Map(),
    oldImages: [],
    guests: { bootMs: 0, shutdownMs: 0 },
    network: { reachedFrom: null },
    host: {
      memoryMiB: 16_384,
      freeMemoryMiB: null,
      diskGiB: 100,
      freeDiskGiB: 100,
      acceleration: 'none',
    },
    diskUse: new Map(),
    get connected() {
      return connected;
    },
    machine(name) {
      for (const machine of machines.values()) if (machine.plan.name === name) return machine;
      throw new Error(`the fake world has no machine ${name}`);
    },
    change(machine, after, reason) {
      const before = machine.power;
      if (after === null) machines.delete(machine.ref);
      else machine.power = after;
      machine.stall = reason === 'disk-full' || reason === 'disk-error' ? reason : undefined;
      if (after === 'running' && (before === 'off' || before === 'crashed')) boot(machine);
      for (const listener of changeListeners) listener({ machine, before, after, reason });
    },
    add(plan) {
      const ref = `fake:${plan.requestId}` as VmRef;
      const machine: FakeMachine = {
        ref,
        plan,
        power: 'off',
        stall: undefined,
        hasRoom: true,
        clock: 'no agent',
        bootedAtMs: 0,
        addresses: null,
        sentPackets: 0,
        console: '',
        consoleStart: 0,
        startSigns: null,
        pressed: [],
        disc: plan.medium === 'live' || plan.medium === 'install' ? plan.image : undefined,
      };
      machines.set(ref, machine);
      for (const listener of changeListeners) {
        listener({ machine, before: null, after: 'off', reason: 'created' });
      }
      return machine;
    },
    stall: (name, stall) => world.change(world.machine(name), 'paused', stall),
    crash: (name) => world.change(world.machine(name), 'crashed', 'crashed'),
    shutdownFromInside: (name) => world.change(world.machine(name), 'off', 'shutdown'),
    destroyedBySomebody: (name) => world.change(world.machine(name), 'off', 'destroyed'),
    handedOver(name, owner) {
      const machine = world.machine(name);
      machine.plan = { ...machine.plan, owner };
      world.change(machine, machine.power, 'handed-over');
    },
    removedBySomebody(name) {
      const machine = world.machine(name);
      if (machine.power !== 'off') world.change(machine, 'off', 'destroyed');
      world.disks.delete(machine.plan.requestId);
      world.change(machine, null, 'removed');
    },
    lostConnection() {
      connected = false;
    },
    reconnected() {
      connected = true;
      for (const listener of reconnectListeners) listener();
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onReconnected(listener) {
      reconnectListeners.add(listener);
      return () => reconnectListeners.delete(listener);
    },
  };
  return world;
}

function boot(machine: FakeMachine): void {
  machine.bootedAtMs = performance.now();
  machine.sentPackets = 0;
  machine.console += `${machine.plan.name} boots\r\n${machine.plan.name} login: `;
}
