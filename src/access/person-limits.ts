import type { Clock } from '../base/clock.ts';
import type { UserError } from '../base/errors.ts';
import type { Actor } from './actor.ts';
import type { Access } from './authorise.ts';
import type { Limiter } from './limiter.ts';
import type { Repeated } from './rates.ts';
import { tooOften } from './too-often.ts';

/** Why somebody has to wait. */
export interface Held {
  /** What the limit is, and when it is free again. */
  readonly error: UserError;
  /** How many were refused since it was full, with this one: from the second on it has been said. */
  readonly refused: number;
}

/** What people repeat, held to what their roles allow. */
export interface PersonLimits {
  /** Takes so many at once, or none of them. @returns null where it is let through */
  take(actor: Pick<Actor, 'id' | 'from'>, what: Repeated, count?: number): Held | null;
}

export interface PersonLimitsPorts {
  readonly access: Pick<Access, 'ratesOf' | 'personOf'>;
  readonly limiter: Limiter;
  readonly clock: Clock;
}

export function createPersonLimits({ access, limiter, clock }: PersonLimitsPorts): PersonLimits {
  return {
    take(actor, what, count) {
      const rate = access.ratesOf(actor).rates[what];
      const overrun = limiter.take(`${what} ${access.personOf(actor.id)}`, rate, count);
      return overrun && { error: tooOften(what, overrun, clock.now()), refused: overrun.refused };
    },
  };
}
