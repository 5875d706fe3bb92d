/** Jobs, workers, messages, audit and keyv's storage. Times are milliseconds since 1970; JSON where a name ends in `_json`. */
export const first = `
CREATE TABLE workers (
  id TEXT PRIMARY KEY,
  boot_id TEXT NOT NULL,
  pid_namespace TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started_ticks TEXT NOT NULL,
  beats INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  parent_id TEXT REFERENCES jobs (id),
  invocation_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  vm TEXT,
  input_json TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  cancelled_by TEXT,
  ending_json TEXT,
  error_json TEXT,
  result_json TEXT NOT NULL DEFAULT 'null',
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL,
  slot TEXT,
  CHECK ((finished_at IS NULL) = (state IN ('queued', 'running')))
) STRICT;

CREATE UNIQUE INDEX jobs_by_invocation ON jobs (invocation_id) WHERE parent_id IS NULL;
CREATE INDEX jobs_by_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_by_vm ON jobs (vm, finished_at, seq) WHERE vm IS NOT NULL;
CREATE INDEX jobs_unfinished ON jobs (seq) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_worker ON jobs (worker) WHERE worker IS NOT NULL;
CREATE INDEX jobs_by_slot ON jobs (slot) WHERE slot IS NOT NULL;

CREATE TABLE steps (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'undone')),
  note_json TEXT,
  fraction REAL,
  PRIMARY KEY (job_id, position),
  UNIQUE (job_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservations (
  job_id TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  owner TEXT NOT NULL,
  vm TEXT NOT NULL,
  is_new INTEGER NOT NULL,
  vms INTEGER NOT NULL,
  running_vms INTEGER NOT NULL,
  cpus INTEGER NOT NULL,
  memory_mib INTEGER NOT NULL,
  disk_gib REAL NOT NULL,
  released_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX reservations_new_names ON reservations (vm) WHERE is_new = 1 AND released_at IS NULL;
CREATE INDEX reservations_by_release ON reservations (released_at);

CREATE TABLE messages (
  job_id TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL,
  ref TEXT,
  shown_revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_by_worker ON messages (worker);

CREATE TABLE audit (
  invocation_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  command TEXT NOT NULL,
  line TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT
) STRICT;

CREATE INDEX audit_by_time ON audit (at);

CREATE TABLE keyv (
  namespace TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX keyv_by_expiry ON keyv (expires_at) WHERE expires_at IS NOT NULL;
`;
