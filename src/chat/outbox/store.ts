import type { Json } from '../../base/json.ts';
import type { Place } from '../../base/place.ts';
import type { Locale } from '../../base/text.ts';
import type { View } from '../../view/view.ts';

/** A message that labvm owes a chat: a job's one message, or one that says the same for good. */
export interface OutMessage {
  /** Names the message for good; of a job's message it is the job's id. */
  readonly id: string;
  /** The job whose course it tells; null for one that has a view of its own. */
  readonly jobId: string | null;
  /** What it says; null for a job's message. */
  readonly view: View | null;
  readonly place: Place;
  readonly locale: Locale;
  /** How the asker is answered, in their chat's own terms. */
  readonly reply: Json;
  /** The chat's own name of the message, once posted. */
  readonly ref: string | null;
  /** When a process began to post it; from then on it may be in the chat, whatever came back. */
  readonly attemptedAt: Date | null;
  /** The newest revision of the job that was shown; 1 once a message of its own was. */
  readonly shownRevision: number;
  /** Of before a long absence: where it is not found in its chat, it is not posted any more. */
  readonly isOld?: boolean;
}

/** A message with a view of its own, to be posted once. */
export interface OutDraft {
  readonly place: Place;
  readonly locale: Locale;
  readonly view: View;
  readonly reply?: Json;
  /**
   * What it tells, such as one change of one machine: where several processes hear of it, the first one tells it.
   * A message on the same topic that is younger than this many milliseconds stands for it.
   */
  readonly once?: { readonly topic: string; readonly withinMs: number };
}

/** The messages that an installation owes its chats, shared by all its processes. */
export interface OutboxStore {
  /** Stores a message that this worker will post. @returns null where another one tells the same */
  add(draft: OutDraft, worker: string): Promise<OutMessage | null>;
  /** Gives this worker a message to show, unless another that lives has it. */
  take(id: string, worker: string): Promise<OutMessage | null>;
  /** Gives this worker every message of a chat whose newest state was not shown and that no living worker has. */
  takeLeft(chat: string, worker: string): Promise<readonly OutMessage[]>;
  /** Stores that a message is about to be posted. */
  attempted(id: string, at: Date): Promise<void>;
  /** Notes what a chat has shown of a message, and under which name it has it. */
  shown(id: string, worker: string, ref: string | null, revision: number): Promise<void>;
  /** Jobs' messages of a chat whose newest state was not shown and that no living worker shows. Changes nothing. */
  unshown(chat: string): Promise<readonly OutMessage[]>;
  /** The newest message of a chat that ended as this machine's card. */
  cardOf(chat: string, vm: string): Promise<OutMessage | null>;
}
