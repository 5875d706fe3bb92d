import type { DiskFault } from './disk-fault.ts';
import { type DiskFormat, VDI, VHD, VHDX, VMDK } from './disk-formats.ts';
import type { ReadAt } from './read-at.ts';
import { vdiFault, vhdCutOff, vhdFault } from './vdi-vhd.ts';
import { vhdxFault } from './vhdx.ts';
import { vmdkFault } from './vmdk.ts';

/**
 * What is seen of a format's disk in its first bytes alone.
 * @param beginning `HEADER_BYTES` of it if it has as many
 */
export function faultAtSight(format: DiskFormat, beginning: Buffer): DiskFault | null {
  if (format === VMDK) return vmdkFault(beginning);
  if (format === VDI) return vdiFault(beginning, null);
  if (format === VHD) return vhdFault(beginning);
  return null;
}

/** What is found once the whole file is there; nothing of the file is believed that could lead out of it. */
export async function diskFault(
  format: DiskFormat,
  beginning: Buffer,
  sizeBytes: number,
  read: ReadAt,
): Promise<DiskFault | null> {
  if (format === VDI) return vdiFault(beginning, sizeBytes);
  if (format === VHDX) return vhdxFault(read);
  if (format !== VHD) return faultAtSight(format, beginning);
  return vhdFault(beginning) ?? vhdCutOff(beginning, sizeBytes, read);
}
