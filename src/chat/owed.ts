import type { Json } from '../base/json.ts';
import type { Locale } from '../base/text.ts';
import type { View } from '../view/view.ts';

/** One state of a message. */
export interface OwedState {
  /** Grows with every change. */
  readonly revision: number;
  readonly view: View;
  /** Nothing comes after it. */
  readonly final: boolean;
}

/** A message that labvm owes a channel: posted once, then edited to its newest state until its last. */
export interface Owed<Reply extends Json = Json> {
  /** Names the message for good. */
  readonly id: string;
  readonly channel: string;
  /** The message that it belongs to, where the chat has threads or replies, by the chat's own name. */
  readonly thread: string | null;
  readonly locale: Locale;
  /** How the asker is answered where the channel cannot be posted in; null for what nobody asked for. */
  readonly reply: Reply | null;
  /** Where it was posted, as the adapter names places; null if it was not, or nobody knows. */
  readonly ref: string | null;
  /** When a process began to post it, in milliseconds since 1970; null if none has. */
  readonly attemptedAt: number | null;
  /** The newest revision that was shown. */
  readonly shownRevision: number;
  /** Of before a long absence: where it is not found, it is not posted any more. */
  readonly isOld?: boolean;
  /** Its states from now to the last, the newest only where the reader is slow. Ends with the signal. */
  states(signal: AbortSignal): AsyncIterable<OwedState>;
  /** Stores that posting begins; resolves before anything may be sent. */
  attempted(atMs: number): Promise<void>;
  /** Stores what is shown, and where. */
  shown(revision: number, ref: string | null): Promise<void>;
}
