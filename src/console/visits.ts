import type { Clock } from '../base/clock.ts';
import type { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { onceMore } from '../base/once-more.ts';
import type { Doorbell } from '../job/store.ts';
import type { Grant, GrantStore } from './grant.ts';
import { type Refused, refusal } from './refusals.ts';

/** A browser that is in, in this process. */
export interface Visit {
  readonly grant: Grant;
  /** When it ends at the latest. */
  readonly until: Date;
  /** Fires when the session ends while somebody is in; its reason is the UserError to tell them. */
  readonly signal: AbortSignal;
  /** Goes out; once for each time that somebody came in. */
  leave(): void;
}

interface Open {
  readonly grant: Grant;
  readonly ending: AbortController;
  readonly timer: NodeJS.Timeout;
  inside: number;
}

export interface VisitsPorts {
  readonly grants: Pick<GrantStore, 'get' | 'seen'>;
  readonly doorbell: Pick<Doorbell, 'listen'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often it is written down that somebody is still there, in milliseconds. */
const SEEN_EVERY_MS = 60_000;

/** Who is in, and what ends that: time, or that their grant is taken back by whichever process. */
export interface Visits {
  /** Ends the visits whose grants were taken back. Whoever asks while it looks is seen to by another look. */
  check(): Promise<void>;
  enter(grant: Grant, until: Date): Visit;
  /** @returns stops it */
  start(): () => void;
  /** labvm ends; the sessions go on with the next process. */
  end(): void;
}

/** The visits of this process, by their grants. */
type Room = VisitsPorts & { readonly open: Map<string, Open> };

export function createVisits(ports: VisitsPorts): Visits {
  const room: Room = { ...ports, open: new Map() };
  const { open, log } = room;
  const check = onceMore(() => look(room));
  const checkLater = () => {
    if (open.size === 0) return;
    check().catch((error: unknown) => log.error({ err: error }, 'the open consoles could not be checked'));
  };
  return {
    check,
    enter: (grant, until) => enter(room, grant, until),
    start() {
      const stop = ports.doorbell.listen(checkLater);
      const timer = setInterval(() => seen(room, [...open.keys()]), SEEN_EVERY_MS);
      timer.unref();
      return () => {
        stop();
        clearInterval(timer);
      };
    },
    end() {
      seen(room, [...open.keys()]);
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
    },
  };
}

function enter(room: Room, grant: Grant, until: Date): Visit {
  const { open } = room;
  const here = open.get(grant.id) ?? begin(room, grant, until);
  here.inside += 1;
  let isIn = true;
  return {
    grant,
    until,
    signal: here.ending.signal,
    leave() {
      if (!isIn) return;
      isIn = false;
      here.inside -= 1;
      if (here.inside > 0 || open.get(grant.id) !== here) return;
      open.delete(grant.id);
      clearTimeout(here.timer);
      seen(room, [grant.id]);
    },
  };
}

function begin(room: Room, grant: Grant, until: Date): Open {
  const leftMs = Math.max(0, until.getTime() - room.clock.now().getTime());
  const timer = setTimeout(() => endFor(room, grant.id, 'over'), leftMs);
  timer.unref();
  const here: Open = { grant, ending: new AbortController(), timer, inside: 0 };
  room.open.set(grant.id, here);
  seen(room, [grant.id]);
  return here;
}

function endFor({ open }: Room, id: string, why: Refused): void {
  const found = open.get(id);
  if (!found) return;
  open.delete(id);
  clearTimeout(found.timer);
  const told: UserError = refusal(why, found.grant);
  found.ending.abort(told);
}

async function look(room: Room): Promise<void> {
  const { open, grants } = room;
  if (open.size === 0) return;
  for (const { id, revoked } of await grants.get([...open.keys()])) {
    if (revoked) endFor(room, id, revoked.why);
  }
}

function seen({ grants, clock, log }: Room, ids: readonly string[]): void {
  if (ids.length === 0) return;
  grants.seen(ids, clock.now()).catch((error: unknown) => {
    log.error({ err: error }, 'it could not be recorded who is at a console');
  });
}
