/** Ways to consoles. Of links and tickets only digests. */
export const grants = `
CREATE TABLE grants (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  token_digest TEXT NOT NULL UNIQUE,
  secret_digest TEXT,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  place_json TEXT NOT NULL,
  locale TEXT NOT NULL,
  vm TEXT NOT NULL,
  ref TEXT NOT NULL,
  owner TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  opened_at INTEGER,
  seen_at INTEGER,
  revoked_why TEXT,
  revoked_at INTEGER
) STRICT;
CREATE INDEX grants_ref ON grants (ref);
`;
