import { randomUUID } from 'node:crypto';
import type { Limiter } from '../access/limiter.ts';
import { STRANGERS } from '../access/rates.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { AuditEntry, AuditStore } from '../command/audit/audit.ts';
import type { Tally } from '../command/audit/tally.ts';
import type { Grant } from './grant.ts';

/** Something that was refused to a browser: for the audit. */
export interface RefusedAct {
  /** What was tried, such as `console open`. */
  readonly act: string;
  /** Why not, such as `used` or `wrong origin`. */
  readonly why: string;
  /** Where the browser is, as far as it can be known. */
  readonly from: string;
  /** Whose grant it was, where it is known. */
  readonly grant?: Grant | null;
}

/** Writes down who came in, and what was refused. */
export interface Records {
  /** Never throws. */
  refused(act: RefusedAct): Promise<void>;
  allowed(act: string, grant: Grant, from: string, rule: string): Promise<void>;
}

export interface RecordsPorts {
  readonly audit: Pick<AuditStore, 'record'>;
  readonly tally: Pick<Tally, 'note' | 'knows'>;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly log: Log;
}

export function createRecords({ audit, tally, limiter, clock, log }: RecordsPorts): Records {
  return {
    async refused({ act, why, from, grant = null }) {
      try {
        const rule = `refused: ${why}`;
        const same = [act, why, grant ? grant.actor.id : from];
        const at = clock.now();
        if (grant || tally.knows(same) || !limiter.take('strangers', STRANGERS)) {
          await tally.note(same, entryOf({ act, grant, from, at, allowed: false, rule }));
          return;
        }
        // A flood from everywhere must not fill the audit: one row for all of it.
        const flood = { act: 'web', grant: null, from: 'many addresses', at };
        await tally.note(['flood'], entryOf({ ...flood, allowed: false, rule: 'refused: too many' }));
      } catch (error) {
        log.error({ err: error, act, why }, 'a refusal could not be recorded');
      }
    },
    async allowed(act, grant, from, rule) {
      await audit.record(entryOf({ act, grant, from, at: clock.now(), allowed: true, rule }));
    },
  };
}

interface Recorded extends Pick<AuditEntry, 'at' | 'allowed' | 'rule'> {
  readonly act: string;
  readonly grant: Grant | null;
  readonly from: string;
}

function entryOf({ act, grant, from, at, allowed, rule }: Recorded): AuditEntry {
  return {
    invocationId: randomUUID(),
    at,
    actorId: grant?.actor.id ?? 'web:unknown',
    place: { chat: 'web', channel: grant?.id ?? 'unknown' },
    command: act,
    line: `${act} ${grant?.vm ?? ''} from ${from}`,
    ...{ allowed, rule },
  };
}
