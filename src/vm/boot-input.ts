import { findImage } from '../image/image.ts';
import type { VmContext } from './context.ts';
import type { Vm } from './vm.ts';
import type { BootInput } from './work/boot.ts';

/** For a machine whose image is no longer in the catalogue, in seconds. */
const UNKNOWN_BOOT_SECONDS = 120;

/** What is to be expected of a machine that is switched on. */
export function bootInput(vm: Vm, context: VmContext): BootInput {
  const image = findImage(context.catalogue.known, vm.image);
  return {
    name: vm.name,
    expectedBootSeconds: image?.expectedBootSeconds ?? UNKNOWN_BOOT_SECONDS,
    asksForAddress: image?.asksForAddress ?? true,
  };
}
