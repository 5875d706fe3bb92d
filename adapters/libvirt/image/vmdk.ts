import type { DiskFault } from './disk-fault.ts';

/*
 * VMware's Virtual Disk Format 1.1, "Hosted Sparse Extents": a header of a sector, little-endian, with the disk's size in
 * sectors at 12, where its descriptor lies at 28 and how long it is at 36, in sectors. QEMU (block/vmdk.c) reads the
 * descriptor at the second sector whatever the header says, and takes a header without a size for a list of other files.
 */
const SECTOR = 512;
const DESCRIPTOR_SECTOR = 1n;

/** More than any program writes: 20 are usual. */
const MOST_DESCRIPTOR_SECTORS = 64n;

/** Kinds whose bytes all lie in the one file. */
const KINDS = ['monolithicsparse', 'streamoptimized'];

/** @param beginning of the file, with the descriptor in it */
export function vmdkFault(beginning: Buffer): DiskFault | null {
  if (beginning.toString('latin1', 0, 1) === '#') return { kind: 'parts' };
  if (beginning.toString('latin1', 0, 4) !== 'KDMV') return { kind: 'old' };
  const size = descriptorBytes(beginning);
  // A header without a descriptor is one part of a disk whose descriptor is a file of its own.
  if (size === null) return { kind: 'parts' };
  const bytes = beginning.subarray(SECTOR, SECTOR + size);
  const [descriptor = ''] = bytes.toString('latin1').split('\0');
  return descriptorFault(descriptor);
}

/** How long the descriptor is that lies in the file, in bytes; null: there is none where QEMU would look. */
function descriptorBytes(beginning: Buffer): number | null {
  if (beginning.length < 2 * SECTOR || beginning.readBigUInt64LE(12) === 0n) return null;
  const sectors = beginning.readBigUInt64LE(36);
  const isThere =
    beginning.readBigUInt64LE(28) === DESCRIPTOR_SECTOR && sectors > 0n && sectors <= MOST_DESCRIPTOR_SECTORS;
  return isThere ? Number(sectors) * SECTOR : null;
}

function descriptorFault(descriptor: string): DiskFault | null {
  const lines = descriptor.split(/[\r\n]+/).map((line) => line.trim());
  const value = (name: string): string | undefined => {
    const line = lines.find((one) => one.toLowerCase().startsWith(`${name}=`));
    return line
      ?.slice(name.length + 1)
      .replaceAll('"', '')
      .trim()
      .toLowerCase();
  };
  const parent = value('parentcid') ?? 'ffffffff';
  if (parent !== 'ffffffff' || /parentfilenamehint/i.test(descriptor)) return { kind: 'parent' };
  const kind = value('createtype');
  if (kind === undefined) return { kind: 'senseless' };
  const extents = lines.filter((line) => /^(?:RW|RDONLY|NOACCESS)\s/i.test(line));
  const isAlone =
    KINDS.includes(kind) && extents.length === 1 && /^\S+\s+\d+\s+SPARSE\s/i.test(extents[0] ?? '');
  return isAlone ? null : { kind: 'parts' };
}

/**
 * What stands in for the file's own descriptor, so that not even a program that reads it otherwise than labvm finds the
 * name of a file in it.
 * @returns bytes for the place at `position`; null: the file has no descriptor
 */
export function plainDescriptor(beginning: Buffer): { position: number; bytes: Buffer } | null {
  const size = descriptorBytes(beginning);
  if (size === null) return null;
  const bytes = Buffer.alloc(size);
  bytes.write('# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\n', 'latin1');
  return { position: SECTOR, bytes };
}
