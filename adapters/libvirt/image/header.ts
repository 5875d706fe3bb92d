import type { ImageFormat } from '../../../src/image/host-image.ts';
import { type DiskFormat, diskFormatOf } from './disk-formats.ts';
import { type OtherFile, otherFileOf } from './other-files.ts';

/** What the first bytes of a file say; a file may lie, so this decides how to look closer and nothing else. */
export type Header =
  | { readonly kind: 'qcow2'; readonly fault: 'backing-file' | 'data-file' | 'encrypted' | 'geometry' | null }
  | { readonly kind: Exclude<ImageFormat, 'qcow2'>; readonly declaredBytes: number | null }
  /** What programs on the host would take for another format than labvm says. */
  | { readonly kind: 'foreign'; readonly format: DiskFormat }
  /** A file of a known kind that holds no system as it is. */
  | { readonly kind: 'other'; readonly file: OtherFile }
  | { readonly kind: 'page' }
  | { readonly kind: 'unknown' };

/** How much of a file is read: up to the end of the disc's first descriptor. */
export const HEADER_BYTES = 34_816;

/** ISO 9660 (ECMA-119, 8.4): the first descriptor is sector 16; the size in sectors stands at 80, a sector's size at 128. */
const DESCRIPTOR = 16 * 2048;

/** QEMU: docs/interop/qcow2.txt. */
const QCOW2 = Buffer.from('QFI\xfb', 'latin1');

/** Bit of `incompatible_features`: the data lie in another file. */
const EXTERNAL_DATA = 1n << 2n;

/** Tables of more entries than this are those of a disk that nobody has: 2 TiB at the smallest sensible clusters. */
const MOST_L1_ENTRIES = 4 * 1024 * 1024;

/** @param bytes the beginning of the file, `HEADER_BYTES` of it if it has as many */
export function readHeader(bytes: Buffer): Header {
  if (bytes.subarray(0, 4).equals(QCOW2)) return { kind: 'qcow2', fault: qcow2Fault(bytes) };
  const format = diskFormatOf(bytes);
  if (format) return { kind: 'foreign', format };
  if (
    bytes.length >= DESCRIPTOR + 132 &&
    bytes.toString('latin1', DESCRIPTOR + 1, DESCRIPTOR + 6) === 'CD001'
  ) {
    const sectors = bytes.readUInt32LE(DESCRIPTOR + 80);
    return { kind: 'iso', declaredBytes: sectors * bytes.readUInt16LE(DESCRIPTOR + 128) };
  }
  if (isPage(bytes)) return { kind: 'page' };
  const other = otherFileOf(bytes);
  if (other) return { kind: 'other', file: other };
  if (bytes.length >= 512 && bytes.readUInt16BE(510) === 0x55aa) return { kind: 'raw', declaredBytes: null };
  return { kind: 'unknown' };
}

/** Whether it begins as pages of the web do, with which servers say that they have no such file. */
export function isPage(bytes: Buffer): boolean {
  const beginning = bytes
    .toString('latin1', 0, 512)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  return /^<(?:!doctype html|html|head|body|\?xml|!--)/i.test(beginning);
}

function qcow2Fault(bytes: Buffer) {
  if (bytes.length < 104) return 'geometry';
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3) return 'geometry';
  if (bytes.readBigUInt64BE(8) !== 0n) return 'backing-file';
  if (bytes.readUInt32BE(32) !== 0) return 'encrypted';
  if (version === 3 && (bytes.readBigUInt64BE(72) & EXTERNAL_DATA) !== 0n) return 'data-file';
  const clusterBits = bytes.readUInt32BE(20);
  const isSane = clusterBits >= 9 && clusterBits <= 21 && bytes.readUInt32BE(36) <= MOST_L1_ENTRIES;
  return isSane ? null : 'geometry';
}
