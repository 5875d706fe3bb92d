import type { KvmVerdict } from '../../adapters/host/kvm.ts';
import type { Text, Words } from '../../src/base/text.ts';
import type { Settings } from './settings.ts';
import type { Virsh } from './virsh.ts';

/** What every step works with. */
export interface Host {
  readonly settings: Settings;
  readonly virsh: Virsh;
  readonly kvm: () => Promise<KvmVerdict>;
}

/** One thing that the host needs. */
export interface Step {
  readonly name: Text;
  /** Looks, changes nothing, needs no rights: what is there in a few words, or null if `make` has to run. */
  check(host: Host): Promise<Words | null>;
  /** Said before `make` where that takes long. */
  readonly patience?: Text;
  /** Makes it, and says in a few words what it made. */
  make(host: Host): Promise<Words>;
}

/** A step that cannot be done: what failed, and what the person can do about it. */
export class SetupError extends Error {
  readonly text: Text;
  readonly remedy: Words;

  constructor(text: Text, remedy: Words, options?: ErrorOptions) {
    super(text.en, options);
    this.name = 'SetupError';
    this.text = text;
    this.remedy = remedy;
  }
}
