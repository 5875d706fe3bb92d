/** How long a test waits for what surely comes, in milliseconds: longer than anything takes on a busy machine. */
export const PATIENCE_MS = 300_000;

/** Ends a wait that nothing else ends. */
export const patience = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);
