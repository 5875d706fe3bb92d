import type { Duplex } from 'node:stream';
import type { CallOptions } from '../../base/call-options.ts';
import type { VmRef } from '../vm.ts';

/** A picture of a machine's screen. */
export interface ScreenPicture {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Screens, keyboards and serial consoles of machines. */
export interface Screens {
  /** The screen as it is now. @param options.maxWidth in pixels: a wider one is shrunk */
  screenshot(ref: VmRef, options?: CallOptions & { readonly maxWidth?: number }): Promise<ScreenPicture>;
  /**
   * Presses keys together and lets them go; resolves when the machine has been told, and keys of later calls come
   * after them. @param keys Linux' codes of keys (linux/input-event-codes.h), at most 16
   */
  pressKeys(ref: VmRef, keys: readonly number[], options?: CallOptions): Promise<void>;
  /** The screen, in RFB (VNC), both ways. */
  openScreen(ref: VmRef, options?: CallOptions): Promise<Duplex>;
  /** The serial console, both ways. */
  openSerial(ref: VmRef, options?: CallOptions): Promise<Duplex>;
  /**
   * The end of what the guest wrote on its serial console, at most `maxBytes`, oldest first, as it is.
   * @param options.sinceStart only what it wrote since it was last started by labvm, where that is known
   */
  consoleTail(
    ref: VmRef,
    maxBytes: number,
    options?: CallOptions & { readonly sinceStart?: boolean },
  ): Promise<Uint8Array>;
}
