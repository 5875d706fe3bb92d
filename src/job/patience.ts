import { setTimeout as sleep } from 'node:timers/promises';
import { HypervisorError, type HypervisorErrorKind } from '../base/port-error.ts';
import type { Text } from '../base/text.ts';

/** Pauses between tries, in milliseconds: at first short against a daemon's restart, then sparing the host. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
const GROWTH = 1.6;

const WAITING_FOR_HOST: Text = { en: 'waiting for the host', es: 'esperando al anfitrión' };

/** What passes by itself, and what is said meanwhile. All that is tried again can be repeated. */
const PASSING: Partial<Record<HypervisorErrorKind, Text>> = {
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
}

/**
 * Tries again while the host cannot be reached or is busy: a restart of its daemon fails no job.
 * @throws the last error when patience ends, any other error at once, and the signal's reason when it fires
 */
export async function patiently<T>(attempt: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const { patienceMs, signal } = options;
  let giveUpAt: number | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    try {
      return await attempt();
    } catch (error) {
      const note = error instanceof HypervisorError ? PASSING[error.kind] : undefined;
      if (!note || signal.aborted) throw error;
      const now = performance.now();
      // What went on for so long without a failure has met another outage than the last.
      if (giveUpAt === null || now - startedAt > patienceMs) {
        giveUpAt = now + patienceMs;
        pauseMs = FIRST_PAUSE_MS;
      }
      if (now >= giveUpAt) throw error;
      options.onPause(note);
    }
    await sleep(pauseMs, undefined, { signal });
    pauseMs = Math.min(pauseMs * GROWTH, LONGEST_PAUSE_MS);
  }
}
