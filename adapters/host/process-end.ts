import type { Log } from '../../src/base/log.ts';

/** How long a process takes to end, in milliseconds, whatever state the world is in: docs/service.md promises it. */
const END_MS = 5000;

/** How long whoever is told to leave may take to do so in order, in milliseconds. */
const LEAVE_MS = 1000;

/** Milliseconds that only grow. */
export const monotonic = () => performance.now();

let endingSinceMs: number | null = null;

/**
 * From the first call on the process has five seconds. What holds it after that is left behind, and named as far as
 * Node knows it; a process that nothing holds ends before.
 * @returns when the end began, in milliseconds that only grow
 */
export function endAtLast(log: Log): number {
  if (endingSinceMs !== null) return endingSinceMs;
  endingSinceMs = monotonic();
  setTimeout(() => {
    const holds = [...new Set(process.getActiveResourcesInfo())];
    log.error({ holds }, 'labvm ends though something still holds it');
    process.exit(process.exitCode ?? 1);
  }, END_MS).unref();
  return endingSinceMs;
}

/** Resolves some time after the signal: for what does not heed it, nobody waits. */
export function leftBehind(left: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wait = () => void setTimeout(resolve, LEAVE_MS).unref();
  if (left.aborted) wait();
  else left.addEventListener('abort', wait, { once: true });
  return promise;
}
