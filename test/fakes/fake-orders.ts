import { type Duplex, duplexPair } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortError } from '../../src/base/port-error.ts';
import type { Host } from '../../src/host/port.ts';
import type { VmPlan } from '../../src/vm/plan.ts';
import type { Address, Power, Vm, VmRef } from '../../src/vm/vm.ts';
import { hostError } from './host-error.ts';
import type { FakeMachine, FakeWorld } from './world.ts';

export function refOf(requestId: string): VmRef {
  return `fake:${requestId}` as VmRef;
}

/** A reference outlives its machine. */
export function requestOf(ref: VmRef): string {
  return ref.replace(/^fake:/, '');
}

export function tailOf(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  return bytes.subarray(Math.max(0, bytes.length - maxBytes)).toString();
}

export function unreachable(message: string): PortError {
  return hostError('unreachable', message);
}

export function machineOf(world: FakeWorld, ref: VmRef): FakeMachine {
  const machine = world.machines.get(ref);
  if (machine) return machine;
  throw hostError('not-found', 'The machine is gone: see /vm list.');
}

export function findVm(world: FakeWorld, isIt: (machine: FakeMachine) => boolean): Vm | null {
  const machine = [...world.machines.values()].find(isIt);
  return machine ? vmOf(world, machine) : null;
}

/** @throws PortError if the machine is in another state than those in which it can be done */
export function need(machine: FakeMachine, powers: readonly Power[], what: string): void {
  if (powers.includes(machine.power)) return;
  throw hostError('wrong-state', `${machine.plan.name} is ${machine.power} and cannot ${what}.`);
}

export function vmOf(world: FakeWorld, machine: FakeMachine): Vm {
  const { plan, ref, power } = machine;
  return {
    ref,
    name: plan.name,
    image: plan.image,
    owner: plan.owner,
    requestId: plan.requestId,
    power,
    ...(machine.stall ? { stall: machine.stall } : {}),
    task: null,
    reach: 'ok',
    addresses: addressesOf(world, machine),
    reachedFrom: world.network.reachedFrom,
    spec: plan.spec,
    ...(machine.disc === undefined ? {} : { disc: machine.disc }),
    startsBy: { firmware: plan.hardware.firmware, hasDisk: plan.spec.diskGiB > 0 },
    createdAt: plan.createdAt,
    expiresAt: null,
  };
}

export function addressesOf(world: FakeWorld, machine: FakeMachine): readonly Address[] {
  const { plan, power, addresses, bootedAtMs } = machine;
  if (power === 'off') return [];
  if (addresses) return addresses;
  if (plan.hardware.nicModel === 'none' || performance.now() < bootedAtMs + world.guests.bootMs) return [];
  // The same machine has the same address, and two machines hardly ever one.
  const place = [...plan.requestId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 64_000, 7);
  return [{ ip: `10.77.${Math.floor(place / 250)}.${(place % 250) + 2}`, family: 'ipv4', source: 'lease' }];
}

export function hostOf(world: FakeWorld): Host {
  const { memoryMiB, freeMemoryMiB, diskGiB, freeDiskGiB, acceleration } = world.host;
  const machines = [...world.machines.values()];
  const used = machines.filter(({ power }) => power !== 'off').map(({ plan }) => plan.spec.memoryMiB);
  const foreign = [...world.foreign.values()].map((machine) => machine.memoryMiB);
  return {
    name: 'fake-host',
    engine: 'a fake',
    acceleration,
    cpus: 2,
    memoryMiB,
    freeMemoryMiB: freeMemoryMiB ?? memoryMiB - [...used, ...foreign].reduce((sum, part) => sum + part, 0),
    diskGiB,
    freeDiskGiB,
    reach: 'ok',
  };
}

/** @param middle called between disk and machine */
export async function create(world: FakeWorld, plan: VmPlan, middle: () => Promise<void>): Promise<Vm> {
  const there = world.machines.get(refOf(plan.requestId));
  if (there) return vmOf(world, there);
  if (findVm(world, (machine) => machine.plan.name === plan.name) || world.foreign.has(plan.name)) {
    throw hostError('exists', `There is a machine ${plan.name} already: choose another name.`);
  }
  if (!world.images.some(({ id }) => id === plan.image)) {
    throw hostError('not-found', `The image ${plan.image} is not on this host: set it up first.`);
  }
  const isDisc = world.images.some(({ id, format }) => id === plan.image && format === 'iso');
  if (isDisc !== (plan.medium === 'live' || plan.medium === 'install')) {
    throw hostError('unsupported', `The image ${plan.image} does not fit ${plan.name}.`);
  }
  world.disks.add(plan.requestId);
  await middle();
  return vmOf(world, world.add(plan));
}

/** @param middle called between machine and disk */
export async function erase(world: FakeWorld, requestId: string, middle: () => Promise<void>): Promise<void> {
  const machine = world.machines.get(refOf(requestId));
  if (machine && machine.power !== 'off') world.change(machine, 'off', 'destroyed');
  if (machine) world.change(machine, null, 'removed');
  await middle();
  world.disks.delete(requestId);
}

/** The guest shuts down after its time, unless something else happens to it meanwhile. */
export async function obey(world: FakeWorld, machine: FakeMachine): Promise<void> {
  const { shutdownMs } = world.guests;
  if (shutdownMs === Number.POSITIVE_INFINITY) return;
  await sleep(shutdownMs);
  if (machine.power !== 'running' || !world.machines.has(machine.ref)) return;
  world.change(machine, 'off', 'shutdown');
}

/** A line to a guest that says something first and then repeats what it hears. */
export function line(machine: FakeMachine, greeting: string): Duplex {
  need(machine, ['running', 'paused'], 'be talked to');
  const [ours, guests] = duplexPair();
  if (greeting !== '') guests.write(greeting);
  guests.pipe(guests);
  return ours;
}
