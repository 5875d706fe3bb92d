import type { Actor } from '../access/actor.ts';
import type { Place } from '../place.ts';
import type { Locale } from '../text.ts';

/** Somebody typed or pressed something. */
export interface Invocation {
  /** Names the act, not the delivery: a redelivery carries the same id. */
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  /** What was typed, `/vm create tiny`; with or without the slash. */
  readonly line: string;
}
