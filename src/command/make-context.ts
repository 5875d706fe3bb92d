import { type Actor, personOf } from '../access/actor.ts';
import type { Access } from '../access/authorise.ts';
import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { HostShare } from '../host/capacity.ts';
import type { DoctorReport } from '../host/doctor.ts';
import type { Catalogue } from '../image/catalogue.ts';
import type { JobStore } from '../job/store.ts';
import type { KeyStore } from '../key/ssh-key.ts';
import type { FirstBootMaker } from '../vm/first-boot.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { CommandContext } from './context.ts';
import type { Registry } from './registry.ts';

/** What commands read of the world, whoever asks. */
export interface World {
  readonly registry: Registry;
  readonly access: Access;
  readonly hypervisor: Hypervisor;
  readonly jobs: JobStore;
  readonly catalogue: Catalogue;
  readonly firstBoot: Pick<FirstBootMaker, 'passwordOf' | 'userData'>;
  readonly keys: KeyStore;
  readonly hostShare: HostShare;
  readonly doctor: () => Promise<DoctorReport>;
  readonly clock: Clock;
}

/** Who asks, where, and how. */
export interface Asker {
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  readonly confirmed: boolean;
}

/** The world as one person at one place may read it. */
export function makeContext(world: World, asker: Asker): CommandContext {
  const { access, clock, registry, hypervisor, jobs, catalogue, firstBoot, keys, hostShare, doctor } = world;
  const { id, actor, place, locale, confirmed } = asker;
  return {
    invocationId: id,
    actor,
    person: personOf(actor),
    place,
    locale,
    confirmed,
    reachOf: (capability) => access.decide(actor, capability).reach,
    limitsOf: (owner) => access.limitsOf({ id: owner }),
    hostShare,
    now: clock.now(),
    hypervisor,
    jobs,
    catalogue,
    firstBoot,
    keys,
    registry,
    doctor,
  };
}
