/** A disk's format that is neither qcow2 nor raw. */
export interface DiskFormat {
  /** As people call it. */
  readonly name: string;
  /** As `qemu-img` calls it. */
  readonly driver: string;
  /** Whether labvm makes a qcow2 disk of it, where it stands alone. */
  readonly isConverted: boolean;
}

export const VMDK: DiskFormat = { name: 'VMDK', driver: 'vmdk', isConverted: true };
export const VDI: DiskFormat = { name: 'VDI', driver: 'vdi', isConverted: true };
export const VHD: DiskFormat = { name: 'VHD', driver: 'vpc', isConverted: true };
export const VHDX: DiskFormat = { name: 'VHDX', driver: 'vhdx', isConverted: true };

/**
 * How disks of other formats begin (QEMU: block/, docs/interop; libvirt: src/storage_file/storage_file_probe.c). libvirt
 * reads the beginning of every file in a pool, whatever it was told of it, and goes after what some of them name.
 */
const FORMATS = [
  begins(left('qcow', 'qcow'), 'QFI'),
  begins(left('QED', 'qed'), 'QED'),
  begins(left('COW', 'cow'), 'OOOM'),
  begins(VMDK, 'KDMV'),
  begins(VMDK, 'COWD'),
  begins(VMDK, '# Disk DescriptorFile'),
  begins(VHD, 'conectix'),
  begins(VHDX, 'vhdxfile'),
  begins(VDI, '\x7f\x10\xda\xbe', 64),
  begins(left('LUKS', 'luks'), 'LUKS\xba\xbe'),
  begins(left('Bochs', 'bochs'), 'Bochs Virtual HD Image'),
  begins(left('cloop', 'cloop'), '#!/bin/sh\n#V2.0 Format'),
  begins(left('Parallels', 'parallels'), 'WithoutFreeSpace'),
  begins(left('Parallels', 'parallels'), 'WithouFreSpacExt'),
];

function left(name: string, driver: string): DiskFormat {
  return { name, driver, isConverted: false };
}

function begins(format: DiskFormat, magic: string, at = 0) {
  return { format, magic: Buffer.from(magic, 'latin1'), at };
}

/** @param bytes the beginning of the file */
export function diskFormatOf(bytes: Buffer): DiskFormat | null {
  const found = FORMATS.find(({ magic, at }) => bytes.subarray(at, at + magic.length).equals(magic));
  return found?.format ?? null;
}
