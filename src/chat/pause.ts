import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between attempts, in milliseconds; resolves at once when the signal fires. Never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** The one that runs by the clock; tests have one that they move. */
export const pauseByClock: Pause = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {});
