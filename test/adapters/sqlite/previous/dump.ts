import type { DatabaseSync } from 'node:sqlite';

/** A database as text that makes it anew: its schema, its number, and a line a row. */
export function dumped(db: DatabaseSync): string {
  const schema = db
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .all() as unknown as readonly { type: string; name: string; sql: string }[];
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
  const others = schema.filter(({ type }) => type !== 'table');
  const version = db.prepare('PRAGMA user_version').get()?.user_version;
  return [
    'PRAGMA foreign_keys = OFF;',
    ...schema.filter(({ type }) => type === 'table').map(({ sql }) => `${sql};`),
    ...[...tables, 'sqlite_sequence'].flatMap((table) => rowsOf(db, table)),
    ...others.map(({ sql }) => `${sql};`),
    `PRAGMA user_version = ${version};`,
    '',
  ].join('\n');
}

function rowsOf(db: DatabaseSync, table: string): readonly string[] {
  const columns = db
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map(({ name }) => String(name));
  // SQLite itself writes each value as it reads it.
  const quoted = columns.map((name) => `quote("${name}")`).join(` || ', ' || `);
  const rows = db.prepare(`SELECT ${quoted} AS line FROM ${table}`).all();
  return rows.map(({ line }) => `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${line});`);
}
