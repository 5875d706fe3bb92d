import type { Rights } from '../access/capability.ts';
import type { Hints } from '../job/hints.ts';
import type { Work } from '../job/work.ts';

/** What a domain brings to the engine, beside its commands: the long things that it does as jobs, and its rights. */
export interface Domain<Tools> {
  readonly works: readonly Work<never, Tools>[];
  readonly rights: Rights;
  /** What it advises where something of its own went wrong. */
  readonly hints?: Hints;
}
