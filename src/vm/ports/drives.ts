import type { CallOptions } from '../../base/call-options.ts';
import type { VmRef } from '../vm.ts';

/** Discs in the drives of machines. */
export interface Drives {
  /**
   * Puts an image's disc into the machine's drive; one that lies in it is taken out. Also while it runs.
   * @throws PortError `unsupported` where it has no drive and cannot get one now
   */
  insertDisc(ref: VmRef, image: string, options?: CallOptions): Promise<void>;
  /** Takes the disc out. @param force also where the guest holds it fast */
  ejectDisc(ref: VmRef, force: boolean, options?: CallOptions): Promise<void>;
}
