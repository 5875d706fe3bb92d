import type { Text } from '../base/text.ts';
import type { Alias } from './alias.ts';

/** What stands before the last word of several commands, such as `vm`. */
export interface Group {
  /** One or two words. */
  readonly path: readonly string[];
  /** Other words for the last one of its path. */
  readonly alias?: Alias;
  /** What Discord shows of it, beside the summaries of its commands. */
  readonly summary: Text;
  /** The group that this one stands in. */
  readonly within?: Group;
}

/** The identity, for its name. */
export function group(declaration: Group): Group {
  return declaration;
}
