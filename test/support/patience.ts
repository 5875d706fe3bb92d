/** How long a test waits for what surely comes, in milliseconds: only trouble takes longer, on the busiest machine too. */
export const PATIENCE_MS = 240_000;

/** Ends a wait that nothing else ends. */
export const patience = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);
