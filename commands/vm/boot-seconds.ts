import type { CommandContext } from '../../src/command/context.ts';
import type { Vm } from '../../src/vm/vm.ts';

/** For a machine whose image is no longer in the catalogue. */
const UNKNOWN_BOOT_SECONDS = 120;

/** How long a machine's system may take to an address, in seconds. */
export function bootSeconds(vm: Vm, context: CommandContext): number {
  return context.catalogue.find(({ id }) => id === vm.image)?.expectedBootSeconds ?? UNKNOWN_BOOT_SECONDS;
}
