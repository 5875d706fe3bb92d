import type { Text } from './text.ts';

/**
 * What kind of answer an error is, for programs (`--json`) and for tests. Stable: documented in docs/json.md.
 */
export type ErrorCode =
  | 'unknown-command'
  | 'bad-argument'
  | 'missing-argument'
  | 'not-allowed'
  | 'over-limit'
  | 'not-found'
  | 'exists'
  | 'busy'
  | 'wrong-state'
  | 'needs-confirmation'
  | 'cancelled'
  | 'interrupted'
  | 'timeout'
  | 'no-capacity'
  | 'host-unreachable'
  | 'unsupported'
  /** A downloaded or given image that is not what it should be. */
  | 'bad-image'
  | 'unreachable-source'
  | 'failed'
  | 'internal';

/**
 * An error for the person who typed: says what happened, to what, and what to do about it. It is shown as it
 * stands; every other error is ours, logged with its cause and shown as one sentence with a reference.
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly hint: Text | undefined;
  /** What it names is gone for everybody, and not only unseen by the asker. Never told in so many words. */
  readonly isGone: boolean;
  /** The option of the command that is wrong, where it is one: a form shows the error there. */
  readonly option: string | undefined;

  constructor(
    code: ErrorCode,
    text: Text,
    hint?: Text,
    options?: ErrorOptions & { option?: string; isGone?: boolean },
  ) {
    super(text.en, options);
    this.name = 'UserError';
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.option = options?.option;
    this.isGone = options?.isGone ?? false;
  }
}

/** An error as it is stored with a job and written by `--json`. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly hint?: Text;
}

/** The part of a user's error that can be stored. */
export function recordOf(error: UserError): ErrorRecord {
  return { code: error.code, text: error.text, ...(error.hint ? { hint: error.hint } : {}) };
}
