import { createHash, randomBytes } from 'node:crypto';

/** A disc (ISO 9660) with a good first descriptor and noise in it. @param bytes its size, a multiple of 2048 */
export function disc(bytes = 400 * 2048): Buffer {
  const file = randomBytes(bytes);
  file.fill(0, 0, 16 * 2048);
  const descriptor = 16 * 2048;
  file.writeUInt8(1, descriptor);
  file.write('CD001', descriptor + 1, 'latin1');
  file.writeUInt32LE(bytes / 2048, descriptor + 80);
  file.writeUInt16LE(2048, descriptor + 128);
  return file;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
