import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { Power, VmRef } from '../../../src/vm/vm.ts';
import type { Turn } from '../machine/power.ts';

/** A machine as it was known last. */
export interface KnownMachine {
  readonly name: string;
  readonly owner: string;
  readonly power: Power;
  /** When an event told it. */
  readonly since?: Date | undefined;
}

/** Every machine as it was known last, and whoever wants to hear of changes. */
export interface Known {
  get(uuid: string): KnownMachine | undefined;
  uuids(): readonly string[];
  /** Known for the first time: nobody is told. */
  begin(uuid: string, machine: KnownMachine): void;
  /** @param after null: it is gone @param missed no event told it */
  tell(uuid: string, after: KnownMachine | null, turn: Turn, missed: boolean): void;
  tellOwner(uuid: string, after: KnownMachine, missed: boolean): void;
  onChange(listener: (change: VmChange) => void): () => void;
}

export function createKnown(now: () => Date): Known {
  const machines = new Map<string, KnownMachine>();
  const listeners = new Set<(change: VmChange) => void>();
  const say = (change: VmChange) => {
    for (const listener of [...listeners]) listener(change);
  };
  return {
    get: (uuid) => machines.get(uuid),
    uuids: () => [...machines.keys()],
    begin: (uuid, machine) => void machines.set(uuid, machine),
    tell(uuid, after, turn, missed) {
      const before = machines.get(uuid);
      const same = before?.power === after?.power ? before?.since : undefined;
      if (after) machines.set(uuid, { ...after, since: same ?? (missed ? undefined : now()) });
      else machines.delete(uuid);
      const subject = after ?? before;
      if (!subject || before?.power === turn.after) return;
      const { name, owner } = subject;
      const { reason } = turn;
      const powers = { before: before?.power ?? null, after: turn.after };
      say({ ref: uuid as VmRef, name, owner, ...powers, reason, at: now(), missed });
    },
    tellOwner(uuid, { name, owner }, missed) {
      const before = machines.get(uuid);
      if (!before || before.owner === owner) return;
      machines.set(uuid, { ...before, owner });
      const powers = { before: before.power, after: before.power };
      say({ ref: uuid as VmRef, name, owner, ...powers, reason: 'handed-over', at: now(), missed });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
