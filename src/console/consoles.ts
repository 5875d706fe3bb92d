import type { Actor } from '../access/actor.ts';
import type { Access } from '../access/authorise.ts';
import type { Limiter } from '../access/limiter.ts';
import type { PersonLimits } from '../access/person-limits.ts';
import { FAILED_TRIES } from '../access/rates.ts';
import { tooManyTries } from '../access/too-often.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { AuditStore } from '../command/audit/audit.ts';
import type { Tally } from '../command/audit/tally.ts';
import type { Doorbell } from '../job/store.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { VmChange } from '../vm/ports/changes.ts';
import type { Vm } from '../vm/vm.ts';
import type { WatchHub } from '../vm/watch-hub.ts';
import {
  digestOf,
  endOf,
  type Grant,
  type GrantStore,
  isOver,
  LINK_MS,
  lifeAt,
  newGrantId,
  newSecret,
  type RevokedWhy,
  type Ticket,
} from './grant.ts';
import { createRecords, type Records, type RefusedAct } from './records.ts';
import { type Refused, refusal, tooManySessions } from './refusals.ts';
import { createVisits, type Visit, type Visits } from './visits.ts';

/** A link that was just made. The token is nowhere else. */
export interface NewLink {
  readonly token: string;
  /** Until when it can be opened. */
  readonly until: Date;
}

/** Who is granted what, where they asked for it. */
export interface GrantRequest {
  readonly vm: Pick<Vm, 'ref' | 'name' | 'owner'>;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
}

/** The ways to screens and consoles: who has one, who comes in by it, and when it ends. */
export interface Consoles {
  /** Makes a link for one person and one machine. Whoever calls has authorised them. */
  grant(request: GrantRequest): Promise<NewLink>;
  /** Takes back every link and session of a machine, or one person's. @returns how many that were alive */
  revoke(which: { readonly vm: Pick<Vm, 'ref'>; readonly actorId?: string }): Promise<number>;
  /**
   * Makes a link the session of the browser that opens it.
   * @throws UserError where the link is used, too old, taken back, or none of ours; it is audited
   */
  open(token: string, from: string): Promise<{ readonly ticket: Ticket; readonly grant: Grant }>;
  /**
   * Lets the browser with this ticket in, authorised again. It is in until it leaves, or the visit's signal fires.
   * @throws UserError where the session is over or is none; it is audited
   */
  enter(ticket: Ticket, from: string): Promise<Visit>;
  /** Writes down what was refused. Never throws. */
  refused(act: RefusedAct): Promise<void>;
  /** From now on sessions end with what ends them, at once. */
  start(): void;
  stop(): void;
}

export interface ConsolesPorts {
  readonly grants: GrantStore;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly tally: Pick<Tally, 'note' | 'knows'>;
  readonly limiter: Limiter;
  readonly limits: PersonLimits;
  readonly doorbell: Pick<Doorbell, 'listen'>;
  readonly hypervisor: Pick<Hypervisor, 'find'>;
  readonly watchHub: Pick<WatchHub, 'subscribe'>;
  readonly access: Access;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a grant is remembered after it was made, in milliseconds: so that an old link is told from a forged one. */
const MEMORY_MS = 30 * 24 * 3_600_000;

/** What the ways to consoles are made of, as each of their functions is given it. */
interface Room extends ConsolesPorts {
  readonly visits: Visits;
  readonly records: Records;
}

export function createConsoles(ports: ConsolesPorts): Consoles {
  const visits = createVisits(ports);
  const records = createRecords(ports);
  const room: Room = { ...ports, visits, records };
  let stopListening: (() => void) | null = null;
  return {
    grant: (request) => grantLink(room, request),
    revoke: ({ vm, actorId }) =>
      revokeFor(room, { ref: vm.ref, ...(actorId === undefined ? {} : { actorId }) }, 'asked'),
    open: (token, from) => openLink(room, token, from),
    enter: (ticket, from) => enter(room, ticket, from),
    refused: records.refused,
    start() {
      const stops = [ports.watchHub.subscribe((change) => hear(room, change)), visits.start()];
      stopListening = () => {
        for (const stop of stops) stop();
      };
    },
    stop() {
      stopListening?.();
      stopListening = null;
      visits.end();
    },
  };
}

async function grantLink({ grants, clock }: Room, request: GrantRequest): Promise<NewLink> {
  const { vm, actor, place, locale } = request;
  const now = clock.now();
  const token = newSecret();
  const grant: Grant = {
    ...{ id: newGrantId(), actor, place, locale },
    ...{ vm: vm.name, ref: vm.ref, owner: vm.owner },
    ...{ createdAt: now, openedAt: null, seenAt: null, revoked: null },
  };
  await grants.add(grant, digestOf(token));
  await grants.forget(new Date(now.getTime() - MEMORY_MS));
  return { token, until: new Date(now.getTime() + LINK_MS) };
}

async function openLink(room: Room, token: string, from: string): Promise<{ ticket: Ticket; grant: Grant }> {
  const { grants, access, clock, records } = room;
  const act = 'console open';
  const digest = digestOf(token);
  // Before it is used up: a host that does not answer must not cost anybody their link.
  const known = await grants.byLink(digest);
  if (known && !known.openedAt && !known.revoked) await mustBeAllowed(room, known, act, from);
  const now = clock.now();
  const secret = newSecret();
  const opening = await grants.open(digest, digestOf(secret), {
    at: now,
    notBefore: new Date(now.getTime() - LINK_MS),
    alive: lifeAt(now),
    mostOf: (actor) => access.ratesOf(actor).caps.sessions,
  });
  if (opening.kind === 'unknown') return refuse(room, act, 'unknown', null, from);
  const { grant } = opening;
  if (opening.kind === 'full') {
    await records.refused({ act, why: 'too many sessions', from, grant });
    throw tooManySessions(opening.most);
  }
  if (opening.kind !== 'opened') {
    return refuse(room, act, grant.revoked?.why ?? kindOf(opening), grant, from);
  }
  await records.allowed(act, grant, from, 'a link that was not used before');
  return { ticket: { id: grant.id, secret }, grant };
}

async function enter(room: Room, { id, secret }: Ticket, from: string): Promise<Visit> {
  const { grants, limits, clock, visits, records } = room;
  const grant = await grants.find(id, digestOf(secret));
  const act = 'console enter';
  if (!grant) return refuse(room, act, 'unknown', null, from);
  if (grant.revoked) return refuse(room, act, grant.revoked.why, grant, from);
  if (isOver(grant, clock.now())) return refuse(room, act, 'over', grant, from);
  const held = limits.take(grant.actor, 'entry');
  if (held) {
    await records.refused({ act, why: 'too often', from, grant });
    throw held.error;
  }
  await mustBeAllowed(room, grant, act, from);
  const visit = visits.enter(grant, endOf(grant.openedAt ?? clock.now()));
  // What was taken back between the look and the entry is noticed here.
  await visits.check();
  if (!visit.signal.aborted) return visit;
  visit.leave();
  throw visit.signal.reason;
}

/** Whoever tries what is not theirs again and again is told to wait; what is theirs opens all the same. */
async function refuse(
  { records, limiter, clock }: Room,
  act: string,
  why: Refused,
  grant: Grant | null,
  from: string,
): Promise<never> {
  await records.refused({ act, why, from, grant });
  const overrun = limiter.take(`tries ${from}`, FAILED_TRIES);
  throw overrun ? tooManyTries(overrun, clock.now()) : refusal(why, grant);
}

/** @throws UserError where they may no longer; then the grant is worth nothing any more */
async function mustBeAllowed(room: Room, grant: Grant, act: string, from: string): Promise<void> {
  const forbidden = await whyForbidden(room, grant);
  if (!forbidden) return;
  await revokeFor(room, { ref: grant.ref, actorId: grant.actor.id }, forbidden);
  await refuse(room, act, forbidden, grant, from);
}

/** Why the one whom it was granted to may no longer see the console of the machine as it is now; null: they may. */
async function whyForbidden({ hypervisor, access }: Room, grant: Grant): Promise<RevokedWhy | null> {
  const vm = await hypervisor.find(grant.vm);
  if (!vm || vm.ref !== grant.ref) return 'deleted';
  if (vm.owner !== grant.owner) return 'handed-over';
  return access.reaches(grant.actor, 'vm:console', vm.owner) ? null : 'not-allowed';
}

/** A change that ends sessions. */
function hear(room: Room, { ref, after, reason }: VmChange): void {
  const why = after === null ? 'deleted' : reason === 'handed-over' ? 'handed-over' : null;
  if (why === null) return;
  revokeFor(room, { ref }, why).catch((error: unknown) => {
    room.log.error({ err: error, vm: ref }, 'the grants of a machine could not be taken back');
  });
}

async function revokeFor(
  { grants, clock, visits }: Room,
  which: Parameters<GrantStore['revoke']>[0],
  why: RevokedWhy,
): Promise<number> {
  const now = clock.now();
  const since = new Date(now.getTime() - LINK_MS);
  const count = await grants.revoke(which, why, now, { since });
  await visits.check();
  return count;
}

function kindOf({ kind }: { kind: 'used' | 'expired' | 'revoked' }): Refused {
  return kind === 'revoked' ? 'asked' : kind;
}
