/**
 * How often the same was refused, in one row of the audit, and when for the last time; and whether somebody who asked,
 * or who holds a way to a console, is from elsewhere.
 */
export const counts = `
ALTER TABLE audit ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE audit ADD COLUMN last_at INTEGER;
ALTER TABLE open_requests ADD COLUMN actor_from TEXT;
ALTER TABLE grants ADD COLUMN actor_from TEXT;
CREATE INDEX grants_by_actor ON grants (actor_id) WHERE opened_at IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX jobs_unfinished_by_actor ON jobs (actor_id) WHERE finished_at IS NULL;
`;
