import type { Log } from '../base/log.ts';
import type { Presence } from './presence.ts';

/** How a chat's outage is told to whoever keeps labvm: static texts, the data goes beside them. */
export interface OutageWords {
  readonly begun: string;
  readonly over: string;
}

/** A time in which a chat cannot be reached. */
export interface Outage {
  /** An attempt failed. Each cause is told once in an outage, however often and in whatever turn causes come. */
  failed(cause: string): void;
  /** The chat can be reached again; told if the outage was. */
  over(): void;
}

/** The most causes that one outage tells: a cause with a number in it that grows is the same one. */
const MOST_CAUSES = 10;

/**
 * Keeps the log readable while a chat is away: a cause once, and once that it is over.
 * @param presence hears that the chat is lost and back, where labvm is not in it meanwhile
 */
export function createOutage(
  log: Log,
  words: OutageWords,
  presence?: Pick<Presence, 'lost' | 'back'>,
): Outage {
  const told = new Set<string>();
  let attempts = 0;
  return {
    failed(cause) {
      attempts += 1;
      presence?.lost(cause);
      if (told.has(cause) || told.size >= MOST_CAUSES) return;
      told.add(cause);
      log.warn({ cause, attempts }, words.begun);
    },
    over() {
      presence?.back();
      if (attempts > 0) log.info({ attempts }, words.over);
      told.clear();
      attempts = 0;
    },
  };
}

/** What went wrong, in few words and without an address that holds a secret. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== '' ? code : (error.message || error.name).slice(0, 200);
}
