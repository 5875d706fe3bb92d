/** Why a call to a chat failed, as far as it matters for what to do next. */
export type Failure =
  | Refusal
  /** Too many calls: none before this time has passed. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** It never reached the chat. */
  | { readonly kind: 'unsent' }
  /** It may have been done: the answer did not come, or made no sense. */
  | { readonly kind: 'unknown' };

/** The chat says no: asking the same again is of no use. */
export interface Refusal {
  readonly kind:
    | 'refused'
    /** labvm cannot write there. */
    | 'closed'
    /** The message is gone, or can no longer be changed. */
    | 'lost'
    /** The message that it was to belong to is gone. */
    | 'threadless'
    /** There is no answer to change, or no longer a way to it. */
    | 'unanswerable'
    /** What was sent is not as the chat wants it. */
    | 'malformed'
    /** The token works no more. */
    | 'revoked';
  /** The chat's own code. */
  readonly code: string | number;
  /** What the chat says to it, if anything. */
  readonly why?: string;
  /** The fields of what was sent that it finds fault with, and why; nothing of what stood in them. */
  readonly fields?: readonly string[];
  /** The permission that is missing, where the chat names it. */
  readonly needed?: string;
}

/** Thrown by every call to a chat. */
export class ChatCallError extends Error {
  readonly failure: Failure;

  /** @param call what was not done, such as `chat.postMessage` */
  constructor(chat: string, call: string, failure: Failure, cause?: unknown) {
    super(`${chat} did not do ${call}: ${reasonOf(failure)}`, cause === undefined ? {} : { cause });
    this.name = 'ChatCallError';
    this.failure = failure;
  }
}

/** What a failed call means; what is no ChatCallError may have been done. */
export function failureOf(error: unknown): Failure {
  return error instanceof ChatCallError ? error.failure : { kind: 'unknown' };
}

export function isRefusal(failure: Failure): failure is Refusal {
  return 'code' in failure;
}

/** Why the chat refused; null where it did not. */
export function refusalOf(error: unknown): Refusal | null {
  const failure = failureOf(error);
  return isRefusal(failure) ? failure : null;
}

function reasonOf(failure: Failure): string {
  if (!isRefusal(failure)) return failure.kind;
  return failure.why ? `${failure.code} ${failure.why}` : String(failure.code);
}
