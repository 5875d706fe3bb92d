import type { Hardware } from '../../../src/vm/plan.ts';

/** Which of QEMU's machines. */
export type MachineType = 'pc' | 'q35';

/**
 * i440FX is the smaller machine and starts sooner; an AHCI controller and UEFI belong to Q35.
 */
export function machineOf({ firmware, diskBus }: Pick<Hardware, 'firmware' | 'diskBus'>): MachineType {
  return firmware === 'uefi' || diskBus === 'sata' ? 'q35' : 'pc';
}
