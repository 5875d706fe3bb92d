import { setTimeout as sleep } from 'node:timers/promises';
import { createPauses } from '../base/pauses.ts';
import { PortError, type PortErrorKind } from '../base/port-error.ts';
import type { Text } from '../base/text.ts';

/** Pauses between tries, in milliseconds: at first short against a daemon's restart, then sparing the host. */
const GROWTH = { firstMs: 100, longestMs: 2000, factor: 1.6 };

const WAITING_FOR_HOST: Text = { en: 'waiting for the host', es: 'esperando al anfitrión' };

/** What passes by itself, and what is said meanwhile. All that is tried again can be repeated. */
const PASSING: Partial<Record<PortErrorKind, Text>> = {
  unreachable: WAITING_FOR_HOST,
  'outcome-unknown': WAITING_FOR_HOST,
  busy: { en: 'the host is busy, trying again', es: 'el anfitrión está ocupado, se reintenta' },
};

export interface PatienceOptions {
  /** For how long failures in a row are borne, in milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Hears why it waits, before each pause. */
  onPause(note: Text): void;
  /** Hears that a pause is over, before the next try. */
  onTry?(): void;
}

/**
 * Tries again while the host cannot be reached or is busy: a restart of its daemon fails no job.
 * @throws the last error when patience ends, any other error at once, and the signal's reason when it fires
 */
export async function patiently<T>(attempt: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const { patienceMs, signal } = options;
  let giveUpAt: number | null = null;
  const pauses = createPauses(GROWTH);
  for (;;) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    try {
      return await attempt();
    } catch (error) {
      const note = error instanceof PortError ? PASSING[error.kind] : undefined;
      if (!note || signal.aborted) throw error;
      const now = performance.now();
      // What went on for so long without a failure has met another outage than the last.
      if (giveUpAt === null || now - startedAt > patienceMs) {
        giveUpAt = now + patienceMs;
        pauses.reset();
      }
      if (now >= giveUpAt) throw error;
      options.onPause(note);
    }
    await sleep(pauses.next(), undefined, { signal });
    options.onTry?.();
  }
}
