import type { Text } from '../base/text.ts';

/** Why a machine has no address, as far as can be known from outside. */
export interface Diagnosis {
  readonly reason: Text;
  readonly hint: Text;
  /** The last lines of its console, where they help. */
  readonly console: string | null;
}
