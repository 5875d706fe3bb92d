import { randomUUID } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import type { PersonLimits } from '../access/person-limits.ts';
import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { Tally } from './audit/tally.ts';
import type { Completion, PartialLine } from './complete.ts';

type Complete = (line: string, actor: Actor, place: Place, locale: Locale) => Promise<Completion>;

export interface CompletionPorts {
  readonly limits: PersonLimits;
  readonly tally: Pick<Tally, 'note'>;
  readonly clock: Clock;
  complete(partial: PartialLine): Promise<Completion>;
}

/**
 * Completes as often as somebody may ask. No chat can say a sentence where it shows choices: whoever asks too often is
 * offered nothing, and the audit counts it.
 */
export function createCompletion({ limits, tally, clock, complete }: CompletionPorts): Complete {
  return async (line, actor, place, locale) => {
    const held = limits.take(actor, 'completion');
    if (!held) return complete({ line, actor, place, locale });
    await tally.note(['completion', actor.id, place.chat], {
      invocationId: randomUUID(),
      at: clock.now(),
      actorId: actor.id,
      place,
      command: 'completion',
      line: '',
      allowed: false,
      rule: `rate: ${held.error.text.en}`,
    });
    return { from: line.length, choices: [] };
  };
}
