import { type KeyStore, MOST_KEYS, type SshKey } from '../../src/key/ssh-key.ts';
import type { Database } from './database.ts';

/** People's public keys in the database. */
export function createKeyStore(db: Database): KeyStore {
  return {
    async of(person) {
      const rows = db
        .sql('SELECT type, data, comment FROM ssh_keys WHERE person = ? ORDER BY seq')
        .all(person) as unknown as readonly SshKey[];
      return rows.map(({ type, data, comment }) => ({ type, data, comment }));
    },
    add: (person, { type, data, comment }, at) =>
      db.write(() => {
        const held = db.sql('SELECT data FROM ssh_keys WHERE person = ?').all(person);
        if (held.some((row) => row.data === data)) return 'known';
        if (held.length >= MOST_KEYS) return 'full';
        db.sql('INSERT INTO ssh_keys (person, type, data, comment, added_at) VALUES (?, ?, ?, ?, ?)').run(
          person,
          type,
          data,
          comment,
          at.getTime(),
        );
        return 'added';
      }),
    remove: (person, { data }) =>
      db.write(() => {
        const { changes } = db.sql('DELETE FROM ssh_keys WHERE person = ? AND data = ?').run(person, data);
        return changes === 1;
      }),
  };
}
