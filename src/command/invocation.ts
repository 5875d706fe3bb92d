import type { Actor } from '../access/actor.ts';
import type { Json } from '../base/json.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { OpenFile } from './attached.ts';

/** Somebody typed or pressed something. */
export interface Invocation {
  /** Names the act, not the delivery: a redelivery carries the same id. */
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  /** What was typed, `/vm create tiny`; with or without the slash. */
  readonly line: string;
  /** Finds what was attached, by its word in the line; at the host's own terminal also a file of the host. */
  readonly openFile?: OpenFile;
  /**
   * It is the line of a button that was pressed on a message of labvm's: what it names was shown to them, so that they may
   * hear whose it is, or is not. A line that somebody typed may be a guess.
   */
  readonly wasShown?: true;
  /**
   * How the asker is answered, in their chat's own terms. A request that has it is kept until it is answered, whichever
   * process does that; one without it dies with its process.
   */
  readonly reply?: Json;
}
