import type { CallOptions } from '../../base/call-options.ts';
import type { VmRef } from '../vm.ts';

/** Machines switched on and off, held still and let go on. */
export interface PowerSwitch {
  /** Switches on; a running machine is left alone. */
  start(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Presses the power button: the guest may take its time, or not listen. A machine that is off is left alone. */
  shutdown(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Pulls the plug; a machine that is off is left alone. */
  kill(ref: VmRef, options?: CallOptions): Promise<void>;
  pause(ref: VmRef, options?: CallOptions): Promise<void>;
  /** Lets it go on; resolves when the engine was told. Where its disk is still full it stops again at once. */
  resume(ref: VmRef, options?: CallOptions): Promise<void>;
  /**
   * Has the guest's agent set the guest's clock, which stood still while the machine was paused.
   * @returns whether it did; false where there is no agent, or it does not answer
   */
  setClock(ref: VmRef, options?: CallOptions): Promise<boolean>;
}
