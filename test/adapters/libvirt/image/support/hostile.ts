/** A qcow2 disk that stands on a file of its host, without saying what kind of file that is (QEMU: docs/interop/qcow2.txt). */
export function standingOn(backing: string): Buffer {
  const bytes = Buffer.alloc(4 * 65_536);
  bytes.write('QFI\xfb', 'latin1');
  bytes.writeUInt32BE(2, 4);
  bytes.writeBigUInt64BE(128n, 8);
  bytes.writeUInt32BE(Buffer.byteLength(backing), 16);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(1024n ** 3n, 24);
  bytes.writeUInt32BE(2, 36);
  bytes.writeBigUInt64BE(65_536n, 40);
  bytes.writeBigUInt64BE(131_072n, 48);
  bytes.writeUInt32BE(1, 56);
  bytes.write(backing, 128);
  return bytes;
}
