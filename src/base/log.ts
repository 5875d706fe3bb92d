/** Where the core writes what only its keepers read. Texts are static; data goes beside them as fields. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** A log that keeps nothing, for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
