import type { Actor } from '../access/actor.ts';
import type { Capability, Reach } from '../access/capability.ts';
import type { Limits } from '../access/limits.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { JobStore } from '../job/store.ts';
import type { OpenFile } from './attached.ts';

/** What every command may read while it decides, beside the tools of its domain. It can write nothing. */
export interface CommandContext {
  readonly invocationId: string;
  readonly actor: Actor;
  /** The person behind the actor, who owns what they make. */
  readonly person: string;
  /** Every account of theirs, in whichever chat. */
  readonly accounts: readonly string[];
  readonly place: Place;
  readonly locale: Locale;
  /** How far a capability of the asker reaches, or null if they have it not. */
  reachOf(capability: Capability): Reach | null;
  /** Whether a capability of the asker reaches what is this person's. */
  reaches(capability: Capability, owner: string): boolean;
  /**
   * Whether the asker may be told that something of this person's exists: a capability of theirs reaches it, or they were
   * shown it. To anybody else it is as if there were none, so that refusals tell nobody what there is.
   */
  knowsOf(capability: Capability, owner: string): boolean;
  /** What a person may hold at most. */
  limitsOf(person: string): Limits;
  /** `--yes` was typed, or a question was answered: what would be asked may be done. */
  readonly confirmed: boolean;
  /** Finds what came with the request, by its word in the line. */
  readonly openFile: OpenFile;
  readonly now: Date;
  readonly jobs: Pick<JobStore, 'get' | 'list' | 'children' | 'ofVm' | 'reservedNames'>;
}
