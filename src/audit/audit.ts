import type { Place } from '../place.ts';

/** One request, allowed or denied. */
export interface AuditEntry {
  readonly invocationId: string;
  readonly at: Date;
  readonly actorId: string;
  readonly place: Place;
  /** The command's path, such as `vm create`; what was typed where it was no command. */
  readonly command: string;
  /** The whole line, without secrets; at most 1000 characters. */
  readonly line: string;
  readonly allowed: boolean;
  /** The rule that decided, such as `role:student grants vm:create on own`. */
  readonly rule: string;
}

/** What came of a request, written when it is known: `ok`, or an error's code. */
export interface AuditOutcome {
  readonly invocationId: string;
  readonly outcome: string;
}

export interface AuditStore {
  /**
   * Records a request before it is acknowledged.
   * @returns false if this invocation is recorded already: a redelivery, which must do nothing again
   */
  record(entry: AuditEntry): Promise<boolean>;
  conclude(outcome: AuditOutcome): Promise<void>;
}
