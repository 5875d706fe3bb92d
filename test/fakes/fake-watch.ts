import type { VmChange } from '../../src/vm/ports/changes.ts';
import type { Power, VmRef } from '../../src/vm/vm.ts';
import type { FakeMachine, FakeWorld } from './world.ts';

type Known = { readonly machine: FakeMachine; readonly power: Power };

/** Tells the changes of a world from the first `next()` on; after a lost connection it tells what it missed. */
export async function* watchWorld(
  world: FakeWorld,
  now: () => Date,
  signal: AbortSignal,
): AsyncGenerator<VmChange> {
  const known = new Map<VmRef, Known>();
  const queue: VmChange[] = [];
  let wake = (): void => undefined;

  const tell = (
    machine: FakeMachine,
    after: Power | null,
    reason: VmChange['reason'],
    missed: boolean,
  ): void => {
    const { ref, plan } = machine;
    const before = known.get(ref)?.power ?? null;
    if (after === null) known.delete(ref);
    else known.set(ref, { machine, power: after });
    queue.push({ ref, name: plan.name, owner: plan.owner, before, after, reason, at: now(), missed });
    wake();
  };

  const compare = (): void => {
    for (const { machine, power } of [...known.values()]) {
      const after = world.machines.get(machine.ref)?.power ?? null;
      if (after !== power) tell(machine, after, after === null ? 'removed' : 'unknown', true);
    }
    for (const machine of world.machines.values()) {
      if (!known.has(machine.ref)) tell(machine, machine.power, 'created', true);
    }
  };

  for (const machine of world.machines.values()) {
    known.set(machine.ref, { machine, power: machine.power });
  }
  const stops = [
    world.onChange(({ machine, after, reason }) => {
      if (world.connected) tell(machine, after, reason, false);
    }),
    world.onReconnected(compare),
  ];
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const change = queue.shift();
      if (change) yield change;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const stop of stops) stop();
    signal.removeEventListener('abort', onAbort);
  }
}
