import type { CallOptions } from '../../src/base/call-options.ts';
import type { Text } from '../../src/base/text.ts';
import type { Vm, VmRef } from '../../src/vm/vm.ts';
import { CANNOT } from './cannot.ts';
import type { Machine } from './machine/machines.ts';
import { isOwn, needOwn, type OwnMachine, vmOf } from './machine/own-machine.ts';
import type { Parts } from './parts.ts';
import { reading } from './session.ts';

/** In which ways machines are asked for something, and told to do something. */
export interface Asking {
  /** Everything that reads: the machines are known by then, and kept true by events. */
  read<T>(what: Text, signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T>;
  /** Reads something of one machine of labvm's. */
  readOwn<T>(
    ref: VmRef,
    options: CallOptions | undefined,
    act: (machine: OwnMachine) => Promise<T>,
  ): Promise<T>;
  /** Orders to one machine come one after the other, also to one that is only being made. */
  inOrder<T>(uuid: string, options: CallOptions | undefined, act: () => Promise<T>): Promise<T>;
  /** With its description read anew: not every change by another tool is told by an event. */
  asItIsNow(ref: VmRef): Promise<OwnMachine>;
  /** A machine as everybody sees it; null where it is none of labvm's. */
  shown(machine: Machine | null, signal?: AbortSignal): Promise<Vm | null>;
}

export function createAsking(parts: Parts): Asking {
  const { session, tracker, machines } = parts;

  const read: Asking['read'] = (what, signal, act) =>
    reading(
      what,
      async () => {
        signal?.throwIfAborted();
        await tracker.ready();
        return act();
      },
      signal,
    );

  return {
    read,
    readOwn: (ref, { signal } = {}, act) =>
      read(CANNOT.askMachine, signal, async () => act(await needOwn(machines, ref, signal))),
    inOrder: (uuid, { signal } = {}, act) =>
      reading(
        CANNOT.askHost,
        () =>
          session.order.run(uuid, signal, async () => {
            await tracker.ready();
            return act();
          }),
        signal,
      ),
    asItIsNow(ref) {
      machines.forget(ref);
      return needOwn(machines, ref);
    },
    shown: (machine, signal) => shown(parts, machine, signal),
  };
}

async function shown(
  { machines, leases, claims, networks, tracker }: Parts,
  machine: Machine | null,
  signal?: AbortSignal,
): Promise<Vm | null> {
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
}
