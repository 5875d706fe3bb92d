import type { Actor } from '../access/actor.ts';
import type { Capability, Reach } from '../access/capability.ts';
import type { Limits } from '../access/limits.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { HostShare } from '../host/capacity.ts';
import type { DoctorReport } from '../host/doctor.ts';
import type { Catalogue } from '../image/catalogue.ts';
import type { JobStore } from '../job/store.ts';
import type { KeyStore } from '../key/ssh-key.ts';
import type { FirstBootMaker } from '../vm/first-boot.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { Registry } from './registry.ts';

/** What a command may read while it decides. It can write nothing. */
export interface CommandContext {
  readonly invocationId: string;
  readonly actor: Actor;
  /** The person behind the actor, who owns what he makes. */
  readonly person: string;
  readonly place: Place;
  readonly locale: Locale;
  /** How far a capability of the asker reaches, or null if he has it not. */
  reachOf(capability: Capability): Reach | null;
  /** What a person may hold at most. */
  limitsOf(person: string): Limits;
  /** `--yes` was typed, or a question was answered: what would be asked may be done. */
  readonly confirmed: boolean;
  readonly hostShare: HostShare;
  readonly now: Date;
  readonly hypervisor: Hypervisor;
  readonly jobs: Pick<JobStore, 'get' | 'list' | 'children' | 'ofVm' | 'reservedNames'>;
  readonly catalogue: Catalogue;
  readonly firstBoot: Pick<FirstBootMaker, 'passwordOf' | 'userData'>;
  readonly keys: Pick<KeyStore, 'of'>;
  readonly registry: Registry;
  doctor(): Promise<DoctorReport>;
}
