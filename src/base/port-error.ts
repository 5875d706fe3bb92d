import type { Text } from './text.ts';

/**
 * What went wrong with a hypervisor, as the core can act on it. `outcome-unknown`: the line broke after the order
 * was sent; resolved by looking for the request's id.
 */
export type PortErrorKind =
  | 'not-found'
  | 'exists'
  | 'busy'
  | 'wrong-state'
  | 'no-capacity'
  | 'unreachable'
  | 'unsupported'
  | 'outcome-unknown'
  | 'failed';

/** What the host refused or failed at. It is shown to the person who asked, in their language, as it stands. */
export class PortError extends Error {
  readonly kind: PortErrorKind;
  /** What happened, and to what: a sentence. */
  readonly text: Text;
  /** What to do about it; none: what its kind advises. */
  readonly hint: Text | undefined;
  /** The hypervisor's own words, which are in no reader's language: shown behind, short and harmless. */
  readonly evidence: string | undefined;

  constructor(
    kind: PortErrorKind,
    text: Text,
    hint?: Text,
    options?: ErrorOptions & { evidence?: string | undefined },
  ) {
    super(text.en, options);
    this.name = 'PortError';
    this.kind = kind;
    this.text = text;
    this.hint = hint;
    this.evidence = options?.evidence;
  }
}
