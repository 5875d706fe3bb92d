import type { KeyvStorageAdapter, KeyvStorageEntry } from 'keyv';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from './database.ts';

/** The methods of keyv's storage port; keyv itself emits what happens. */
export type KeyvStorage = Required<
  Pick<
    KeyvStorageAdapter,
    | 'capabilities'
    | 'get'
    | 'getMany'
    | 'has'
    | 'hasMany'
    | 'set'
    | 'setMany'
    | 'delete'
    | 'deleteMany'
    | 'clear'
    | 'iterator'
  >
> & { namespace?: string | undefined };

/**
 * Keyv 6's storage over the same database. Preferences and caches only: there is no compare-and-set.
 * Each Keyv needs one of its own, for it writes its namespace into it.
 */
export function createKeyvStorage(db: Database, clock: Clock): KeyvStorage {
  const storage: KeyvStorage = {
    namespace: undefined,
    // Expiry is given as a time, and enforced here: keyv need not bridge.
    capabilities: { compatible: true, store: 'keyvStorage', methods: METHODS, expires: true },
    get: async <Value>(key: string) => (await storage.getMany<Value>([key]))[0] as Value | string | undefined,
    getMany: <Value>(keys: string[]) =>
      db.read(() => keys.map((key) => lookUp(db, spaceOf(storage), key, clock) as Value | string)),
    has: async (key) => (await storage.getMany([key]))[0] !== undefined,
    hasMany: async (keys) => (await storage.getMany(keys)).map((value) => value !== undefined),
    set: async (key, value, expires) =>
      (await storage.setMany([{ key, value, ...(expires === undefined ? {} : { expires }) }]))?.[0] ?? false,
    setMany: <Value>(entries: KeyvStorageEntry<Value>[]) =>
      db.jot(() => {
        sweep(db, clock);
        return entries.map((entry) => put(db, spaceOf(storage), entry));
      }),
    delete: async (key) => (await storage.deleteMany([key]))[0] ?? false,
    deleteMany: (keys) => db.jot(() => keys.map((key) => remove(db, spaceOf(storage), key))),
    clear: () =>
      db.jot(() => {
        db.sql('DELETE FROM keyv WHERE namespace = ?').run(spaceOf(storage));
      }),
    async *iterator<Value>() {
      const rows = await db.read(() =>
        db
          .sql(`SELECT key, value FROM keyv WHERE namespace = ? AND (expires_at IS NULL OR expires_at > ?)
            ORDER BY key`)
          .all(spaceOf(storage), clock.now().getTime()),
      );
      for (const row of rows) yield [String(row.key), String(row.value) as Awaited<Value> | string];
    },
  };
  return storage;
}

const METHOD = { exists: true, methodType: 'async' } as const;
const METHODS = {
  get: METHOD,
  getMany: METHOD,
  has: METHOD,
  hasMany: METHOD,
  set: METHOD,
  setMany: METHOD,
  delete: METHOD,
  deleteMany: METHOD,
  clear: METHOD,
  disconnect: { exists: false, methodType: 'none' },
  iterator: METHOD,
} as const;

function spaceOf(storage: KeyvStorage): string {
  return storage.namespace ?? '';
}

function lookUp(db: Database, namespace: string, key: string, clock: Clock): string | undefined {
  const row = db
    .sql(`SELECT value FROM keyv WHERE namespace = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)`)
    .get(namespace, key, clock.now().getTime());
  return row === undefined ? undefined : String(row.value);
}

function put(db: Database, namespace: string, entry: KeyvStorageEntry<unknown>): boolean {
  const { key, value, expires } = entry;
  if (typeof value !== 'string') {
    throw new TypeError(`The value of ${JSON.stringify(key)} is no text: leave keyv's serialization on.`);
  }
  db.sql('INSERT OR REPLACE INTO keyv VALUES (?, ?, ?, ?)').run(namespace, key, value, expires ?? null);
  return true;
}

function remove(db: Database, namespace: string, key: string): boolean {
  return db.sql('DELETE FROM keyv WHERE namespace = ? AND key = ?').run(namespace, key).changes === 1;
}

/** Removes what has expired, of every namespace: nothing else would. */
function sweep(db: Database, clock: Clock): void {
  db.sql('DELETE FROM keyv WHERE expires_at <= ?').run(clock.now().getTime());
}
