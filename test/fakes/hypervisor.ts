import type { CallOptions } from '../../src/base/call-options.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { VmRef } from '../../src/vm/vm.ts';
import { fakeImages, save, withUsers } from './fake-images.ts';
import {
  addressesOf,
  create,
  erase,
  findVm,
  hostOf,
  line,
  machineOf,
  need,
  obey,
  requestOf,
  tailOf,
  unreachable,
  vmOf,
} from './fake-orders.ts';
import { watchWorld } from './fake-watch.ts';
import { createFaultLine, type FakeCall, type Fault } from './faults.ts';
import { hostError } from './host-error.ts';
import { fakePicture } from './picture.ts';
import { createFakeWorld, type FakeMachine, type FakeWorld } from './world.ts';

export type { FakeCall, Fault } from './faults.ts';
export { createFakeWorld, type FakeMachine, type FakeWorld } from './world.ts';

export interface FakeOptions {
  /** The lab it works on; a new one unless given. Give the same one again to play a restart of labvm. */
  readonly world?: FakeWorld;
  readonly clock?: Clock;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
}

/** A hypervisor in memory. */
export interface FakeHypervisor extends Hypervisor {
  readonly world: FakeWorld;
  /** Every call made through this object, in order. */
  readonly calls: readonly FakeCall[];
  /** Lets a call to come fail. */
  fail(fault: Fault): void;
}

/** A hypervisor that promises what `hypervisorContract` asks for, without a host. */
export function createFakeHypervisor(options: FakeOptions = {}): FakeHypervisor {
  const { world = createFakeWorld(), clock = systemClock } = options;
  const faultLine = createFaultLine(options.faults ?? [], options.latencyMs ?? 0);
  const calls: FakeCall[] = [];
  const closed = new AbortController();
  const images = fakeImages(world);

  /** Every call goes this way: counted, delayed, refused where a fault waits or the line is broken. */
  async function during<T>(
    call: FakeCall,
    { signal }: CallOptions = {},
    act: (middle: () => Promise<void>) => T | Promise<T>,
  ): Promise<T> {
    calls.push(call);
    if (closed.signal.aborted) throw unreachable('The connection to the lab has been closed.');
    await faultLine.pass(call, 'before', signal);
    if (!world.connected) throw unreachable('libvirt does not answer: see whether it runs.');
    const result = await act(() => faultLine.pass(call, 'middle', signal));
    await faultLine.pass(call, 'after', signal);
    return result;
  }

  /** Orders to one machine that has to be there. */
  const order = <T>(
    call: FakeCall,
    ref: VmRef,
    callOptions: CallOptions | undefined,
    act: (machine: FakeMachine) => T | Promise<T>,
  ) => during(call, callOptions, () => act(machineOf(world, ref)));

  return {
    world,
    calls,
    fail: (fault) => faultLine.add(fault),
    capabilities: () => ({ pause: true, serialConsole: true, screen: true, events: true, discs: true }),
    hosts: (o) => during('hosts', o, () => [hostOf(world)]),
    images: (o) => during('images', o, () => withUsers(world)),
    receiveImage: (id, o) => during('receiveImage', o, () => images.receiveImage(id)),
    unfinishedImages: (o) => during('unfinishedImages', o, () => images.unfinishedImages()),
    readImage: (id, o) => during('readImage', o, () => images.readImage(id)),
    removeImage: (id, o) => during('removeImage', o, () => images.removeImage(id)),
    removeOldImages: (o) => during('removeOldImages', o, () => images.removeOldImages()),
    saveImage: (ref, facts, o) => order('saveImage', ref, o, (machine) => save(world, machine, facts)),
    insertDisc: (ref, image, o) =>
      order('insertDisc', ref, o, (machine) => {
        if (!world.images.some(({ id }) => id === image)) {
          throw hostError('not-found', `The image ${image} is not on this host.`);
        }
        if (!world.images.some(({ id, format }) => id === image && format === 'iso')) {
          throw hostError('unsupported', `The image ${image} is no disc.`);
        }
        if (machine.disc === undefined && machine.power !== 'off') {
          throw hostError('unsupported', `${machine.plan.name} has no drive.`);
        }
        machine.disc = image;
      }),
    ejectDisc: (ref, _force, o) =>
      order('ejectDisc', ref, o, (machine) => {
        if (machine.disc !== undefined) machine.disc = null;
      }),
    list: (o) =>
      during('list', o, () => ({
        vms: [...world.machines.values()].map((machine) => vmOf(world, machine)),
        foreignNames: [...world.foreign.keys()],
        foreignMemoryMiB: [...world.foreign.values()].reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
        unreachable: [],
        at: clock.now(),
      })),
    find: (name, o) => during('find', o, () => findVm(world, ({ plan }) => plan.name === name)),
    findByRequest: (id, o) =>
      during('findByRequest', o, () => findVm(world, ({ plan }) => plan.requestId === id)),
    create: (plan, o) => during('create', o, (middle) => create(world, plan, middle)),
    discard: ({ requestId }, o) => during('discard', o, (middle) => erase(world, requestId, middle)),
    remove: (ref, o) =>
      during('remove', o, async (middle) => {
        const machine = world.machines.get(ref);
        await erase(world, machine?.plan.requestId ?? requestOf(ref), middle);
      }),
    start: (ref, o) =>
      order('start', ref, o, (machine) => {
        if (machine.power === 'running') return;
        need(machine, ['off'], 'be started');
        machine.consoleStart = machine.console.length;
        world.change(machine, 'running', 'booted');
        if (!machine.hasRoom) world.stall(machine.plan.name, 'disk-full');
      }),
    shutdown: (ref, o) =>
      order('shutdown', ref, o, (machine) => {
        if (machine.power === 'off') return;
        need(machine, ['running'], 'be shut down');
        void obey(world, machine);
      }),
    kill: (ref, o) =>
      order('kill', ref, o, (machine) => {
        if (machine.power !== 'off') world.change(machine, 'off', 'destroyed');
      }),
    pause: (ref, o) =>
      order('pause', ref, o, (machine) => {
        if (machine.power === 'paused') return;
        need(machine, ['running'], 'be paused');
        world.change(machine, 'paused', 'paused');
      }),
    resume: (ref, o) =>
      order('resume', ref, o, (machine) => {
        if (machine.power === 'running') return;
        need(machine, ['paused'], 'be resumed');
        const waits = machine.stall === 'disk-full' && world.host.freeDiskGiB === 0;
        world.change(machine, 'running', 'resumed');
        // What it had to write it writes at once.
        if (waits || !machine.hasRoom) world.stall(machine.plan.name, 'disk-full');
      }),
    setClock: (ref, o) =>
      order('setClock', ref, o, (machine) => {
        if (machine.clock === 'agent') machine.clock = 'set';
        return machine.clock === 'set';
      }),
    diskUse: (o) => during('diskUse', o, () => new Map(world.diskUse)),
    addresses: (ref, o) => order('addresses', ref, o, (machine) => addressesOf(world, machine)),
    traffic: (ref, o) =>
      order('traffic', ref, o, (machine) => {
        if (machine.plan.hardware.nicModel === 'none') return null;
        const heard = addressesOf(world, machine).length > 0;
        return { sentPackets: heard ? 4 : machine.sentPackets, receivedPackets: heard ? 2 : 0 };
      }),
    startSigns: (ref, o) =>
      order('startSigns', ref, o, ({ power, startSigns }) => (power === 'running' ? startSigns : null)),
    consoleTail: (ref, maxBytes, o) =>
      order('consoleTail', ref, o, ({ console, consoleStart }) =>
        Buffer.from(tailOf(o?.sinceStart ? console.slice(consoleStart) : console, maxBytes)),
      ),
    screenshot: (ref, o) =>
      order('screenshot', ref, o, (machine) => {
        need(machine, ['running', 'paused', 'crashed'], 'be looked at');
        return fakePicture(machine, o?.maxWidth);
      }),
    pressKeys: (ref, keys, o) =>
      order('pressKeys', ref, o, (machine) => {
        need(machine, ['running', 'paused', 'crashed'], 'be typed at');
        machine.pressed.push(keys);
      }),
    openSerial: (ref, o) => order('openSerial', ref, o, (machine) => line(machine, '')),
    openScreen: (ref, o) => order('openScreen', ref, o, (machine) => line(machine, 'RFB 003.008\n')),
    watch: (signal) => watchWorld(world, () => clock.now(), AbortSignal.any([signal, closed.signal])),
    close: async () => closed.abort(),
  };
}
