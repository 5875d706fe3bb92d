import type { CallOptions } from '../../base/call-options.ts';
import type { Address, VmRef } from '../vm.ts';

/** What a machine's network card has seen since it was switched on, in packets; null without a card. */
export interface Traffic {
  readonly sentPackets: number;
  readonly receivedPackets: number;
}

/** How far a running machine's start came, as far as that is seen from outside. */
export interface StartSigns {
  /** What it has read of its disks and discs since it was switched on, in bytes. */
  readonly readBytes: number;
  /** It has read something, less than any system, and does next to nothing now; looked at only without last words. */
  readonly isWaiting: boolean;
  /** What its firmware says where it found nothing to start; null: it says nothing of that kind. */
  readonly lastWords: string | null;
}

/** What is seen of machines from outside. */
export interface SignsOfLife {
  /** Addresses asked of every source now: lease, agent, neighbour table. */
  addresses(ref: VmRef, options?: CallOptions): Promise<readonly Address[]>;
  traffic(ref: VmRef, options?: CallOptions): Promise<Traffic | null>;
  /** null: it does not run, or cannot be looked at now. */
  startSigns(ref: VmRef, options?: CallOptions): Promise<StartSigns | null>;
  /** How much each machine's disk holds on the host by now, in GiB; those that cannot be seen are left out. */
  diskUse(options?: CallOptions): Promise<ReadonlyMap<VmRef, number>>;
}
