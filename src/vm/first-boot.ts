import type { FirstBoot } from './plan.ts';

/** What a machine's system is to be told at its first start. */
export interface FirstBootWish {
  readonly kind: FirstBoot['kind'];
  /** The machine's request: its password and its identity are derived from it. */
  readonly requestId: string;
  readonly hostname: string;
  /** Public SSH keys, one line each, that may log in. */
  readonly keys: readonly string[];
  /** cloud-config of a teacher, as `userData` gave it. */
  readonly userData: string | null;
}

/** Writes what systems read at their first start. */
export interface FirstBootMaker {
  make(wish: FirstBootWish): Promise<FirstBoot>;
  /** The password of a machine's first user. The same for the same request, and stored nowhere. */
  passwordOf(requestId: string): Promise<string>;
  /**
   * A teacher's cloud-config, checked, as a job may keep it: it may hold passwords, and only `make` can read it.
   * @param given the text itself; or the bytes of a file, of whatever encoding
   * @throws UserError saying what is wrong with it, and where
   */
  userData(given: string | Uint8Array): Promise<string>;
}
