import type { CallOptions } from '../../base/call-options.ts';
import type { VmPlan } from '../plan.ts';
import type { Vm, VmRef } from '../vm.ts';

/** Everything that is on the hosts, perhaps not whole: `unreachable` names the hosts that did not answer. */
export interface VmList {
  readonly vms: readonly Vm[];
  /** Names of machines that are not labvm's. They are taken, and that is all labvm asks of them. */
  readonly foreignNames: readonly string[];
  /** Memory that the running machines which are not labvm's hold, in MiB. */
  readonly foreignMemoryMiB: number;
  readonly unreachable: readonly string[];
  /** Address slots that no machine has, lowest first; left out where the network lends addresses without slots. */
  readonly freeAddressSlots?: readonly number[];
  /** When this was true. */
  readonly at: Date;
}

/** Which machines there are, how one is made and how it goes. */
export interface Machines {
  /** Every machine, addresses as far as they are known without asking a guest. */
  list(options?: CallOptions): Promise<VmList>;
  /** One machine by name, or null if labvm has none of that name. */
  find(name: string, options?: CallOptions): Promise<Vm | null>;
  /** The machine that a request made, or null: how an unknown outcome is resolved. */
  findByRequest(requestId: string, options?: CallOptions): Promise<Vm | null>;
  /**
   * Makes the disk and the machine, switched off. The same request id again continues or returns what is there;
   * an abort or an error leaves nothing behind that `discard(requestId)` would not find.
   */
  create(plan: VmPlan, options?: CallOptions): Promise<Vm>;
  /** Removes whatever a request has made so far: machine (also a running one), disk, log. Nothing there is fine. */
  discard(plan: Pick<VmPlan, 'requestId' | 'name'>, options?: CallOptions): Promise<void>;
  /** Removes machine, disks and log; kills it first if it runs. A machine that is gone is fine. */
  remove(ref: VmRef, options?: CallOptions): Promise<void>;
}
