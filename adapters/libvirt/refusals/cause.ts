import type { PortErrorKind } from '../../../src/base/port-error.ts';
import type { Text } from '../../../src/base/text.ts';

/** Why something could not be done, and what helps. */
export interface Cause {
  readonly kind: PortErrorKind;
  /** Without a capital and without an end: it stands behind "web1 cannot be started:". */
  readonly why: Text;
  /** What to do: a sentence, or several. None: what the kind advises. */
  readonly remedy?: Text | ((about: About) => Text);
}

/** What libvirt's words do not name, and whoever called may know. */
export interface About {
  /** The network that the machine is plugged into; null: not known, or several. */
  readonly network: string | null;
}

/** A refusal that is known by libvirt's words. */
export interface Refusal {
  /** libvirt's and QEMU's words for it, in English: both speak the language of the daemon, which is C. */
  readonly words: RegExp;
  /** libvirt's codes for it, where the words alone say too little. */
  readonly codes?: readonly number[];
  /** @param found what the words name: a file, a network; empty where a group is none */
  cause(...found: readonly string[]): Cause;
}
