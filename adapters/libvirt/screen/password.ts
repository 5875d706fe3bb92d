import { createCipheriv, randomInt } from 'node:crypto';

/** VNC's authentication takes no longer ones (RFC 6143, 7.2.2). */
const LENGTH = 8;
/** Letters that stand in XML, and in libvirt's configuration, as they are. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A password for a screen: 47 bits, on a port that only this host can reach. */
export function newScreenPassword(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/**
 * The answer to a VNC server's challenge: both halves encrypted by DES, with the password as its key, the bits of each
 * byte the other way round (RFC 6143, 7.2.2, and its erratum).
 */
export function answerTo(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(LENGTH);
  Buffer.from(password, 'latin1').copy(key);
  const turned = key.map(turnBits);
  // OpenSSL 3 has no DES alone any more; three times with the same key it is DES.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([turned, turned, turned]), null);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function turnBits(byte: number): number {
  let turned = 0;
  for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) turned |= 0x80 >> bit;
  return turned;
}
