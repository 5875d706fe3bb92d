import { setTimeout as sleep } from 'node:timers/promises';
import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { Power, VmRef } from '../../../src/vm/vm.ts';
import type { Machines } from '../machine/machines.ts';
import { isOwn } from '../machine/own-machine.ts';
import { type Turn, turnOf } from '../machine/power.ts';
import type { Stalls } from '../machine/stalls.ts';
import { isProbeGuest } from '../network/probe-guest/name.ts';
import type { Domain, LibvirtClient } from '../rpc/index.ts';

/** Knows every machine's last known power, and tells each change of it once. */
export interface Tracker {
  /** Resolves when every machine is known and events arrive: from then on nothing is missed. Fails as a call fails. */
  ready(): Promise<void>;
  /** @returns stops it */
  onChange(listener: (change: VmChange) => void): () => void;
  /** Since when a machine has this power; undefined where that was not watched. */
  since(uuid: string, power: Power): Date | undefined;
}

interface Known {
  readonly name: string;
  readonly owner: string;
  readonly power: Power;
  /** When an event told it. */
  readonly since?: Date | undefined;
}

interface TrackerPorts {
  readonly client: LibvirtClient;
  readonly machines: Machines;
  readonly stalls: Stalls;
  readonly now: () => Date;
  /** Hears of a comparison or an event that could not be followed. */
  readonly onError: (error: unknown) => void;
}

export function createTracker({ client, machines, stalls, now, onError }: TrackerPorts): Tracker {
  const known = new Map<string, Known>();
  const listeners = new Set<(change: VmChange) => void>();
  /** Events and comparisons, one after the other: an event may have to ask whose machine it is about. */
  let line: Promise<void> = Promise.resolve();

  const inLine = (task: () => Promise<void> | void): Promise<void> => {
    const result = line.then(task);
    line = result.catch(onError);
    return result;
  };

  const tell = (
    uuid: string,
    before: Known | undefined,
    after: Known | null,
    turn: Turn,
    missed: boolean,
  ) => {
    const same = before?.power === after?.power ? before?.since : undefined;
    if (after) known.set(uuid, { ...after, since: same ?? (missed ? undefined : now()) });
    else known.delete(uuid);
    const subject = after ?? before;
    if (!subject || before?.power === turn.after) return;
    const { name, owner } = subject;
    const change: VmChange = {
      ref: uuid as VmRef,
      name,
      owner,
      before: before?.power ?? null,
      after: turn.after,
      reason: turn.reason,
      at: now(),
      missed,
    };
    for (const listener of [...listeners]) listener(change);
  };

  const follow = async (domain: Domain, event: number, detail: number): Promise<void> => {
    if (event !== SUSPENDED) stalls.forget(domain.uuid);
    const before = known.get(domain.uuid);
    const turn = await wholeTurn(domain, turnOf(event, detail, before?.power ?? null));
    if (!turn) return;
    if (turn.after === null) return tell(domain.uuid, before, null, turn, false);
    const owner = before?.owner ?? (await machines.definition(domain))?.metadata?.owner;
    if (owner === undefined) return;
    tell(domain.uuid, before, { name: domain.name, owner, power: turn.after }, turn, false);
  };

  /** With the kind of error where the disk stopped the machine. */
  const wholeTurn = async (domain: Domain, turn: Turn | null): Promise<Turn | null> =>
    turn?.reason === 'disk-error' ? { ...turn, reason: await stalls.of(domain) } : turn;

  /** A description was written anew: it may name another owner. */
  const followOwner = async (domain: Domain): Promise<void> => {
    const before = known.get(domain.uuid);
    const owner = before && (await machines.definition(domain))?.metadata?.owner;
    if (before && owner !== undefined) tellOwner(domain.uuid, { ...before, owner }, false);
  };

  const tellOwner = (uuid: string, after: Known, missed: boolean): void => {
    const before = known.get(uuid);
    if (!before || before.owner === after.owner) return;
    known.set(uuid, { ...before, owner: after.owner });
    const { name, owner } = after;
    const change = { ref: uuid as VmRef, name, owner, before: before.power, after: before.power, missed };
    for (const listener of [...listeners]) listener({ ...change, reason: 'handed-over', at: now() });
  };

  /** @param told whether differences are changes that somebody should hear of */
  const compare = async (told: boolean): Promise<void> => {
    const found = (await machines.all()).filter(isOwn);
    const gone = new Set(known.keys());
    for (const { domain, definition, condition } of found) {
      gone.delete(domain.uuid);
      const before = known.get(domain.uuid);
      const after = { name: domain.name, owner: definition.metadata.owner, power: condition.power };
      const reason = before ? reasonOf(before.power, after.power, condition.reason) : 'created';
      if (told) tellOwner(domain.uuid, after, true);
      if (told) tell(domain.uuid, before, after, { after: after.power, reason }, true);
      else known.set(domain.uuid, after);
    }
    for (const uuid of gone) {
      tell(uuid, known.get(uuid), null, { after: null, reason: 'removed' }, true);
    }
  };

  /** After a lost connection; a daemon that comes up may be lost again at once. */
  const catchUp = async (): Promise<void> => {
    for (let attempt = 1; attempt <= CATCH_UP_ATTEMPTS; attempt += 1) {
      try {
        await inLine(() => compare(true));
        await machines.settled();
        await inLine(() => compare(true));
        return;
      } catch (error) {
        onError(error);
        await sleep(CATCH_UP_PAUSE_MS, undefined, { ref: false });
      }
    }
  };

  const listen = async (): Promise<void> => {
    await client.onEvent('domainMetadataChange', ({ domain }) => {
      machines.forget(domain.uuid);
      void inLine(() => followOwner(domain)).catch(() => undefined);
    });
    // Told before the machine is told to be paused by it.
    await client.onEvent('domainIoErrorReason', ({ domain, action, reason }) => {
      if (action === IO_ERROR_PAUSES) void inLine(() => stalls.heard(domain.uuid, reason));
    });
    await client.onEvent('domainLifecycle', ({ domain, event, detail }) => {
      // It is nobody's, and nothing of it is remembered.
      if (isProbeGuest(domain.name)) return machines.forget(domain.uuid);
      if (event === DEFINED || event === UNDEFINED) machines.forget(domain.uuid);
      void inLine(() => follow(domain, event, detail)).catch(() => undefined);
      if (event === DEFINED) void inLine(() => followOwner(domain)).catch(() => undefined);
    });
    client.onReconnected(() => {
      machines.forget();
      stalls.forget();
      void catchUp();
    });
  };

  /** Each part is done once, and again only if it failed. */
  const once = (task: () => Promise<void>): (() => Promise<void>) => {
    let done: Promise<void> | undefined;
    return () => {
      done ??= task().catch((error: unknown) => {
        done = undefined;
        throw error;
      });
      return done;
    };
  };
  const listening = once(listen);

  return {
    ready: once(async () => {
      await listening();
      await inLine(() => compare(false));
    }),
    since(uuid, power) {
      const machine = known.get(uuid);
      return machine?.power === power ? machine.since : undefined;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** How often a comparison is tried, and the time between, in milliseconds. */
const CATCH_UP_ATTEMPTS = 5;
const CATCH_UP_PAUSE_MS = 500;

/** virDomainEventType: those after which a description is another. */
const DEFINED = 0;
const UNDEFINED = 1;
const SUSPENDED = 3;

/** virDomainEventIOErrorAction. */
const IO_ERROR_PAUSES = 1;

function reasonOf(before: Power, after: Power, last: VmChange['reason']): VmChange['reason'] {
  if (after === 'running') return before === 'paused' ? 'resumed' : 'booted';
  return last;
}
