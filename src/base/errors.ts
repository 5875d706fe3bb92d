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
  /** The words of another program, in no reader's language: shown behind, as they came. */
  readonly evidence: string | undefined;
  /** What it names is gone for everybody, and not only unseen by the asker. Never told in so many words. */
  readonly isGone: boolean;
  /** The option of the command that is wrong, where it is one: a form shows the error there. */
  readonly option: string | undefined;

  constructor(
    code: ErrorCode,
    text: Text,
    hint?: Text,
    options?: ErrorOptions & { option?: string; isGone?: boolean; evidence?: string | undefined },
  ) {
    super(text.en, options);
    this.name = 'UserError';
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.evidence = options?.evidence;
    this.option = options?.option;
    this.isGone = options?.isGone ?? false;
  }
}

/** An error as it is stored with a job and written by `--json`. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly hint?: Text;
  /** The words of another program, such as libvirt, short and harmless. */
  readonly evidence?: string;
}

/** The part of a user's error that can be stored. */
export function recordOf(error: UserError): ErrorRecord {
  const { code, text, hint, evidence } = error;
  return { code, text, ...(hint ? { hint } : {}), ...(evidence === undefined ? {} : { evidence }) };
}
