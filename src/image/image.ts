import type { Text } from '../text.ts';
import type { Hardware } from '../vm/plan.ts';
import type { VmSpec } from '../vm/vm.ts';

/** A system that a machine can be made of, as the catalogue knows it. */
export interface Image {
  readonly id: string;
  readonly title: string;
  readonly summary: Text;
  /** What a machine gets if nothing else is asked for. */
  readonly defaults: VmSpec;
  /** The least memory it starts in, in MiB. */
  readonly minMemoryMiB: number;
  readonly hardware: Hardware;
  /** How to log in, in a few words. */
  readonly login: Text;
  /** How long from power on to an address, in seconds, without acceleration on a small host. */
  readonly expectedBootSeconds: number;
}
