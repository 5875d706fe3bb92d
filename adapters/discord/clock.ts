import { timeOfSnowflake } from './rest/snowflake.ts';

/** This host's clock against Discord's. All times are milliseconds since 1970. */
export interface DiscordClock {
  /** An answer came. @param date when Discord gave it by its own clock, as HTTP says it (RFC 9110, 6.6.1) */
  answered(sentMs: number, date: string | null, receivedMs: number): void;
  /** Something to which Discord gave this id arrived. @returns when it was done, by this host's clock */
  arrived(id: string, atMs: number): number;
  /** The same moment by Discord's clock. */
  theirs(ourMs: number): number;
}

/** `Date` is in whole seconds. */
const DATE_STEP_MS = 1000;

/**
 * Measures how far this host's clock is ahead: every answer says that it is no less than so much and no more than so
 * much, and every interaction that it is no more than the time since it was done. What they say together holds until
 * something contradicts it, as when a clock is set; no more is believed than what they prove.
 * @param onChange is told how far ours is ahead
 */
export function createDiscordClock(onChange: (aheadMs: number) => void = () => {}): DiscordClock {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  const aheadMs = () => Math.min(Math.max(0, least), most);

  function measured(low: number, high: number): void {
    const isSame = low <= most && high >= least;
    least = isSame ? Math.max(least, low) : low;
    most = isSame ? Math.min(most, high) : high;
    onChange(aheadMs());
  }

  return {
    answered(sentMs, date, receivedMs) {
      const said = Date.parse(date ?? '');
      if (!Number.isNaN(said)) measured(sentMs - said - DATE_STEP_MS, receivedMs - said);
    },
    arrived(id, atMs) {
      const given = timeOfSnowflake(id);
      if (Number.isNaN(given)) return atMs;
      measured(Number.NEGATIVE_INFINITY, atMs - given);
      return Math.min(atMs, given + aheadMs());
    },
    theirs: (ourMs) => ourMs - aheadMs(),
  };
}
