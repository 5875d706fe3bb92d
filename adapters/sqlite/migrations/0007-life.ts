/**
 * When a process of labvm last lived on this database, and whether it is a copy that `--backup` made; jobs and messages
 * that were left unfinished before a long absence.
 */
export const life = `
CREATE TABLE life (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seen_at INTEGER,
  copied_at INTEGER
) STRICT;
INSERT INTO life (one, seen_at) SELECT 1, max(at) FROM audit;
ALTER TABLE jobs ADD COLUMN left_at INTEGER;
ALTER TABLE outbox ADD COLUMN is_old INTEGER NOT NULL DEFAULT 0;
`;
