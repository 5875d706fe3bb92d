import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { VmRef } from '../vm/vm.ts';

/**
 * One person's way to one machine's screen and console. It is a link until somebody opens it, and from then on the
 * session of the browser that did.
 */
export interface Grant {
  /** Names the session in addresses and in the audit. No secret: it opens nothing. */
  readonly id: string;
  readonly actor: Actor;
  /** Where it was asked for. */
  readonly place: Place;
  readonly locale: Locale;
  readonly vm: string;
  readonly ref: VmRef;
  /** Whose machine it was when it was granted: a machine that changes hands takes no session along. */
  readonly owner: string;
  readonly createdAt: Date;
  /** When the link was opened; null: nobody has. */
  readonly openedAt: Date | null;
  /** When the browser was last there. */
  readonly seenAt: Date | null;
  /** Why it is worth nothing any more, and since when; null: nobody has taken it back. */
  readonly revoked: { readonly why: RevokedWhy; readonly at: Date } | null;
}

/** Why a grant was taken back: somebody asked for it, the machine is gone, it has another owner, another right. */
export type RevokedWhy = 'asked' | 'deleted' | 'handed-over' | 'not-allowed';

/** What a browser keeps after it has opened a link. */
export interface Ticket {
  readonly id: string;
  readonly secret: string;
}

/** What came of an attempt to open a link. */
export type Opening =
  | { readonly kind: 'opened'; readonly grant: Grant }
  /** No such link was ever made. */
  | { readonly kind: 'unknown' }
  /** Whoever it was given to has as many sessions as they may; the link is as it was. */
  | { readonly kind: 'full'; readonly grant: Grant; readonly most: number }
  | { readonly kind: 'used' | 'expired' | 'revoked'; readonly grant: Grant };

/** Which grants are meant: all of a machine, or one person's of it. */
export interface GrantsOf {
  readonly ref: VmRef;
  readonly actorId?: string;
}

/** Which open sessions are not over by themselves. */
export interface GrantLife {
  readonly startedAfter: Date;
  readonly seenAfter: Date;
}

/** Under which conditions a link opens. */
export interface OpenTerms {
  readonly at: Date;
  /** A link that was made before this is too old. */
  readonly notBefore: Date;
  /** Which of the sessions that were opened before count. */
  readonly alive: GrantLife;
  /** How many sessions somebody may have, with this one. */
  mostOf(actor: Actor): number;
}

/** Every grant of the installation, shared by all its processes. Keeps digests of secrets, and no secret. */
export interface GrantStore {
  add(grant: Grant, tokenDigest: string): Promise<void>;
  /** The grant of a link, as it is; null: no such link was ever made. Uses nothing up. */
  byLink(tokenDigest: string): Promise<Grant | null>;
  /** Makes a link the session of the one who opens it, once and for one. */
  open(tokenDigest: string, secretDigest: string, terms: OpenTerms): Promise<Opening>;
  /** The session that a browser's ticket names, also one that is over; null: no such ticket was ever given. */
  find(id: string, secretDigest: string): Promise<Grant | null>;
  /** The grants of these ids, as they are now. */
  get(ids: readonly string[]): Promise<readonly Grant[]>;
  seen(ids: readonly string[], at: Date): Promise<void>;
  /** Takes back what is meant and not taken back before. @returns how many links and sessions that were alive */
  revoke(which: GrantsOf, why: RevokedWhy, at: Date, alive: { since: Date }): Promise<number>;
  /** Forgets what was made before this. */
  forget(before: Date): Promise<void>;
}

/** How long a link may wait to be opened, in milliseconds. */
export const LINK_MS = 10 * 60_000;

/** How long a session lasts at most, and how long without anybody in it, in milliseconds. */
export const SESSION_MS = 8 * 3_600_000;
export const IDLE_MS = 15 * 60_000;

/** 256 bits, which nobody guesses; of letters that an address takes as they are. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A session's name: short, and unlike every other. */
export function newGrantId(): string {
  return randomBytes(9).toString('base64url');
}

/** What is kept of a secret. It needs no salt: what is digested is random. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** When a session ends if nobody ends it before. @param openedAt when its link was opened */
export function endOf(openedAt: Date): Date {
  return new Date(openedAt.getTime() + SESSION_MS);
}

/** Which sessions are not over at this time, as `isOver` sees it. */
export function lifeAt(now: Date): GrantLife {
  return {
    startedAfter: new Date(now.getTime() - SESSION_MS),
    seenAfter: new Date(now.getTime() - IDLE_MS),
  };
}

/** Whether an open session is over by its age, or by its emptiness. */
export function isOver({ openedAt, seenAt }: Grant, now: Date): boolean {
  if (openedAt === null) return true;
  const lastSeen = (seenAt ?? openedAt).getTime();
  return now >= endOf(openedAt) || now.getTime() - lastSeen > IDLE_MS;
}
