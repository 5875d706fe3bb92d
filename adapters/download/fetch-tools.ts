import type { Programs } from '../../src/base/program.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { Guards } from './guard.ts';
import type { ReceiverLimits } from './limits.ts';
import type { Pins } from './pins.ts';

/** What images are fetched with. */
export interface FetchTools {
  readonly hypervisor: Pick<Hypervisor, 'images' | 'receiveImage'>;
  /** A mirror of the school's own, asked before all others; null: there is none. */
  readonly mirror: string | null;
  readonly guards: Guards;
  readonly pins: Pins;
  readonly limits: ReceiverLimits;
  /** What unpacks. */
  readonly programs: Programs;
  /** Milliseconds that only grow; a test moves its own. */
  readonly now: (() => number) | undefined;
}
