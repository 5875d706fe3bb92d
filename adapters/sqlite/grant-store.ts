import type { Locale } from '../../src/base/text.ts';
import type {
  Grant,
  GrantLife,
  GrantStore,
  GrantsOf,
  Opening,
  OpenTerms,
  RevokedWhy,
} from '../../src/console/grant.ts';
import type { Doorbell } from '../../src/job/store.ts';
import type { VmRef } from '../../src/vm/vm.ts';
import { type ActorRow, actorOf } from './actor-row.ts';
import type { Database } from './database.ts';

interface GrantRow extends ActorRow {
  readonly id: string;
  readonly place_json: string;
  readonly locale: string;
  readonly vm: string;
  readonly ref: string;
  readonly owner: string;
  readonly created_at: number;
  readonly opened_at: number | null;
  readonly seen_at: number | null;
  readonly revoked_why: string | null;
  readonly revoked_at: number | null;
}

/** Ways to consoles, in the database. Whoever takes one back rings, so that the process with the browser hears it. */
export function createGrantStore(db: Database, doorbell: Pick<Doorbell, 'ring'>): GrantStore {
  return {
    add: (grant, tokenDigest) => db.write(() => add(db, grant, tokenDigest)),
    byLink: (tokenDigest) => db.read(() => byLink(db, tokenDigest)),
    open: (tokenDigest, secretDigest, terms) => db.write(() => open(db, tokenDigest, secretDigest, terms)),
    find: (id, secretDigest) =>
      db.read(() => one(db, 'SELECT * FROM grants WHERE id = ? AND secret_digest = ?', id, secretDigest)),
    get: (ids) => db.read(() => ids.flatMap((id) => one(db, 'SELECT * FROM grants WHERE id = ?', id) ?? [])),
    seen: (ids, at) =>
      db.jot(() => {
        for (const id of ids) db.sql('UPDATE grants SET seen_at = ? WHERE id = ?').run(at.getTime(), id);
      }),
    async revoke(whose, why, at, { since }) {
      const count = await db.write(() => revoke(db, whose, { why, at, since }));
      if (count > 0) doorbell.ring();
      return count;
    },
    forget: (before) =>
      db.jot(() => {
        db.sql('DELETE FROM grants WHERE created_at < ?').run(before.getTime());
      }),
  };
}

function one(db: Database, sql: string, ...values: readonly string[]): Grant | null {
  const row = db.sql(sql).get(...values) as unknown as GrantRow | undefined;
  return row ? grantOf(row) : null;
}

function byLink(db: Database, tokenDigest: string): Grant | null {
  return one(db, 'SELECT * FROM grants WHERE token_digest = ?', tokenDigest);
}

function add(db: Database, { actor, place, ...grant }: Grant, tokenDigest: string): void {
  db.sql(`INSERT INTO grants (id, token_digest, actor_id, actor_name, actor_from, place_json, locale, vm, ref, owner, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    grant.id,
    tokenDigest,
    actor.id,
    actor.displayName,
    actor.from ?? null,
    JSON.stringify(place),
    grant.locale,
    grant.vm,
    grant.ref,
    grant.owner,
    grant.createdAt.getTime(),
  );
}

/** How many sessions of somebody's go on. */
function openOf(db: Database, actorId: string, { startedAfter, seenAfter }: GrantLife): number {
  const { n } = db
    .sql(`SELECT count(*) AS n FROM grants
      WHERE actor_id = ? AND revoked_at IS NULL AND opened_at > ? AND coalesce(seen_at, opened_at) >= ?`)
    .get(actorId, startedAfter.getTime(), seenAfter.getTime()) as { n: number };
  return n;
}

function open(
  db: Database,
  tokenDigest: string,
  secretDigest: string,
  { at, notBefore, alive, mostOf }: OpenTerms,
): Opening {
  const grant = byLink(db, tokenDigest);
  if (!grant) return { kind: 'unknown' };
  if (grant.revoked) return { kind: 'revoked', grant };
  if (grant.openedAt) return { kind: 'used', grant };
  if (grant.createdAt < notBefore) return { kind: 'expired', grant };
  const most = mostOf(grant.actor);
  if (openOf(db, grant.actor.id, alive) >= most) return { kind: 'full', grant, most };
  db.sql('UPDATE grants SET opened_at = ?1, seen_at = ?1, secret_digest = ?2 WHERE id = ?3').run(
    at.getTime(),
    secretDigest,
    grant.id,
  );
  return { kind: 'opened', grant: { ...grant, openedAt: at, seenAt: at } };
}

interface Revoking {
  readonly why: RevokedWhy;
  readonly at: Date;
  /** Who was seen since then is counted. */
  readonly since: Date;
}

/** @returns how many of them were alive */
function revoke(db: Database, { ref, actorId }: GrantsOf, { why, at, since }: Revoking): number {
  const meant = 'ref = ?1 AND (?2 IS NULL OR actor_id = ?2) AND revoked_at IS NULL';
  const alive = db
    .sql(`SELECT count(*) AS n FROM grants WHERE ${meant} AND coalesce(seen_at, created_at) >= ?3`)
    .get(ref, actorId ?? null, since.getTime()) as { n: number };
  db.sql(`UPDATE grants SET revoked_why = ?3, revoked_at = ?4 WHERE ${meant}`).run(
    ref,
    actorId ?? null,
    why,
    at.getTime(),
  );
  return alive.n;
}

function grantOf(row: GrantRow): Grant {
  return {
    id: row.id,
    actor: actorOf(row),
    place: JSON.parse(row.place_json),
    locale: row.locale as Locale,
    vm: row.vm,
    ref: row.ref as VmRef,
    owner: row.owner,
    createdAt: new Date(row.created_at),
    openedAt: row.opened_at === null ? null : new Date(row.opened_at),
    seenAt: row.seen_at === null ? null : new Date(row.seen_at),
    revoked:
      row.revoked_why === null
        ? null
        : { why: row.revoked_why as RevokedWhy, at: new Date(row.revoked_at ?? 0) },
  };
}
