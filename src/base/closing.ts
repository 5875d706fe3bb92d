import type { Log } from './log.ts';

/** Something that has to end before the process does. */
export interface Closing {
  /** As it is called in the log, such as `discord`. */
  readonly name: string;
  /** Goes on with what is short for at most so long, in milliseconds, and ends. */
  close(graceMs: number): Promise<void> | void;
}

/** What ends side by side, and by when, in milliseconds from the moment at which the end began. */
export interface Stage {
  readonly byMs: number;
  readonly closings: readonly Closing[];
}

export interface ClosingPorts {
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** When the end began, by that clock; now unless it is given. */
  readonly beganMs?: number;
}

/** How much of a stage's time is for tidying up, and not for what is still to be said; in milliseconds. */
const TIDYING_MS = 1200;

/**
 * Ends everything, one stage after another. What has not ended by its time is named in the log and left behind: the
 * stages after it may be what it waits for. Never throws.
 * @returns the names of what did not end
 */
export async function closeAll(
  stages: readonly Stage[],
  { log, monotonic, beganMs = monotonic() }: ClosingPorts,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { byMs, closings } of stages) {
    const leftMs = () => Math.max(0, beganMs + byMs - monotonic());
    const ends = closings.map((closing) => end(closing, leftMs(), log));
    left.push(...(await Promise.all(ends)).filter((name) => name !== null));
  }
  if (left.length > 0) log.error({ left }, 'something did not end in time, and is left behind');
  return left;
}

/** @returns the name of what did not end in this time */
async function end({ name, close }: Closing, withinMs: number, log: Log): Promise<string | null> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(name), withinMs);
  const closed = (async () => {
    try {
      await close(Math.max(0, withinMs - TIDYING_MS));
    } catch (error) {
      log.error({ err: error, name }, 'something could not be ended in order');
    }
    return null;
  })();
  return Promise.race([closed, late]).finally(() => clearTimeout(timer));
}
