import type { Text } from '../base/text.ts';

/** Why a machine has no address, as far as can be known from outside. */
export interface Diagnosis {
  readonly reason: Text;
  readonly hint: Text;
  /** The last lines of its console since it was last started, where they help; none where it has said nothing. */
  readonly console: string | null;
}
