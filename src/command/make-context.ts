import type { Actor } from '../access/actor.ts';
import type { Access } from '../access/authorise.ts';
import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { JobStore } from '../job/store.ts';
import type { OpenFile } from './attached.ts';
import type { HelpContext } from './help.ts';
import type { JobReads } from './job/ahead.ts';
import type { Registry } from './registry.ts';

/** What commands read of the world, whoever asks. */
export interface World extends JobReads {
  readonly registry: Registry;
  readonly access: Access;
  readonly jobs: JobStore;
  /** What the domains' commands read and do, beside that. */
  readonly tools: object;
  readonly clock: Clock;
}

/** Who asks, where, and how. */
export interface Asker {
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  readonly confirmed: boolean;
  readonly wasShown?: true;
  /** Left out where nothing came with it. */
  readonly openFile?: OpenFile;
}

/** The world as one person at one place may read it. */
export function makeContext(world: World, asker: Asker): HelpContext & JobReads {
  const { access, clock, registry, jobs, works, tools } = world;
  const { id, actor, place, locale, confirmed } = asker;
  const { wasShown = false, openFile = nothingAttached } = asker;
  return {
    ...tools,
    invocationId: id,
    actor,
    person: access.personOf(actor.id),
    accounts: access.accountsOf(actor.id),
    place,
    locale,
    confirmed,
    openFile,
    reachOf: (capability) => access.decide(actor, capability).reach,
    reaches: (capability, owner) => access.reaches(actor, capability, owner),
    knowsOf: (capability, owner) => wasShown || access.reaches(actor, capability, owner),
    limitsOf: (owner) => access.limitsOf({ id: owner }),
    now: clock.now(),
    jobs,
    registry,
    works,
  };
}

const nothingAttached: OpenFile = () => null;
