import type { Actor } from '../../access/actor.ts';
import type { Json } from '../../base/json.ts';
import type { Place } from '../../base/place.ts';
import type { Locale } from '../../base/text.ts';

/** One request, allowed or denied. */
export interface AuditEntry {
  readonly invocationId: string;
  readonly at: Date;
  readonly actorId: string;
  readonly place: Place;
  /** The command's path, such as `vm create`; the first word where it was no command. */
  readonly command: string;
  /** The line as it was read, without secrets; its first word and its length where it was not. At most 1000 characters. */
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

/** How often the same was refused since its row was last written. */
export interface AuditCount {
  readonly invocationId: string;
  readonly more: number;
  readonly lastAt: Date;
}

/** A request that is to be answered, kept until it was, so that any process can do it. */
export interface OpenRequest {
  readonly invocationId: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  /** As it was read; null where it may say a secret, which is written down nowhere. */
  readonly line: string | null;
  /** How the asker is answered, in their chat's own terms. */
  readonly reply: Json;
}

export interface AuditStore {
  /**
   * Records a request before it is acknowledged, and with it, where there is one, what is to be answered.
   * @returns false if this invocation is recorded already: a redelivery, which must do nothing again
   */
  record(
    entry: AuditEntry,
    open?: { readonly request: OpenRequest; readonly worker: string },
  ): Promise<boolean>;
  conclude(outcome: AuditOutcome): Promise<void>;
  /** The same as a recorded request was refused again, so many times, without rows of their own. */
  countMore(more: AuditCount): Promise<void>;
  /** Gives this worker every open request of a chat that no living worker has. */
  takeOpen(chat: string, worker: string): Promise<readonly OpenRequest[]>;
  /** A request has its answer, or an own message that will bring it. */
  answered(invocationId: string): Promise<void>;
}
