import type { Text } from '../base/text.ts';

/**
 * What the domains advise where something of theirs went wrong and the error itself advises nothing. The engine knows no
 * command of theirs: each is a sentence of a domain's, which names one.
 */
export interface Hints {
  /** Where to see what there is, and how it is. */
  readonly look?: Text;
  /** What tells what is wrong with a host. */
  readonly host?: Text;
  /** What helps where a host can give no more. */
  readonly capacity?: Text;
  /** What makes room where a disk is full that theirs lie on, too. */
  readonly room?: Text;
}

/** Of an engine without domains. */
export const NO_HINTS: Hints = {};
