import { setTimeout as sleep } from 'node:timers/promises';
import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { Power } from '../../../src/vm/vm.ts';
import type { Machines } from '../machine/machines.ts';
import type { Stalls } from '../machine/stalls.ts';
import { isProbeGuest } from '../network/probe-guest/name.ts';
import type { LibvirtClient } from '../rpc/index.ts';
import { compare, followLife, followOwner } from './follow.ts';
import { createKnown, type Known } from './known.ts';

/** Knows every machine's last known power, and tells each change of it once. */
export interface Tracker {
  /** Resolves when every machine is known and events arrive: from then on nothing is missed. Fails as a call fails. */
  ready(): Promise<void>;
  /** @returns stops it */
  onChange(listener: (change: VmChange) => void): () => void;
  /** Since when a machine has this power; undefined where that was not watched. */
  since(uuid: string, power: Power): Date | undefined;
}

interface TrackerPorts {
  readonly client: LibvirtClient;
  readonly machines: Machines;
  readonly stalls: Stalls;
  readonly now: () => Date;
  /** Hears of a comparison or an event that could not be followed. */
  readonly onError: (error: unknown) => void;
}

export function createTracker({ now, ...ports }: TrackerPorts): Tracker {
  const known = createKnown(now);
  const inLine = createLine(ports.onError);
  const followed = { ...ports, known, inLine };
  const listening = once(() => listen(followed));
  return {
    ready: once(async () => {
      await listening();
      await inLine(() => compare(false, followed));
    }),
    since(uuid, power) {
      const machine = known.get(uuid);
      return machine?.power === power ? machine.since : undefined;
    },
    onChange: known.onChange,
  };
}

type InLine = (task: () => Promise<void> | void) => Promise<void>;

/** Events and comparisons, one after the other: an event may have to ask whose machine it is about. */
function createLine(onError: (error: unknown) => void): InLine {
  let line: Promise<void> = Promise.resolve();
  return (task) => {
    const result = line.then(task);
    line = result.catch(onError);
    return result;
  };
}

/** Each part is done once, and again only if it failed. */
function once(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= task().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

interface Followed extends Omit<TrackerPorts, 'now'> {
  readonly known: Known;
  readonly inLine: InLine;
}

/** virDomainEventType: those after which a description is another. */
const DEFINED = 0;
const UNDEFINED = 1;

/** virDomainEventIOErrorAction. */
const IO_ERROR_PAUSES = 1;

async function listen(followed: Followed): Promise<void> {
  const { client, machines, stalls, inLine } = followed;
  await client.onEvent('domainMetadataChange', ({ domain }) => {
    machines.forget(domain.uuid);
    void inLine(() => followOwner(domain, followed)).catch(() => undefined);
  });
  // Told before the machine is told to be paused by it.
  await client.onEvent('domainIoErrorReason', ({ domain, action, reason }) => {
    if (action === IO_ERROR_PAUSES) void inLine(() => stalls.heard(domain.uuid, reason));
  });
  await client.onEvent('domainLifecycle', ({ domain, event, detail }) => {
    // It is nobody's, and nothing of it is remembered.
    if (isProbeGuest(domain.name)) return machines.forget(domain.uuid);
    if (event === DEFINED || event === UNDEFINED) machines.forget(domain.uuid);
    void inLine(() => followLife(domain, event, detail, followed)).catch(() => undefined);
    if (event === DEFINED) void inLine(() => followOwner(domain, followed)).catch(() => undefined);
  });
  client.onReconnected(() => {
    machines.forget();
    stalls.forget();
    void catchUp(followed);
  });
}

/** How often a comparison is tried, and the time between, in milliseconds. */
const CATCH_UP_ATTEMPTS = 5;
const CATCH_UP_PAUSE_MS = 500;

/** After a lost connection; a daemon that comes up may be lost again at once. */
async function catchUp(followed: Followed): Promise<void> {
  const { machines, inLine, onError } = followed;
  for (let attempt = 1; attempt <= CATCH_UP_ATTEMPTS; attempt += 1) {
    try {
      await inLine(() => compare(true, followed));
      await machines.settled();
      await inLine(() => compare(true, followed));
      return;
    } catch (error) {
      onError(error);
      await sleep(CATCH_UP_PAUSE_MS, undefined, { ref: false });
    }
  }
}
