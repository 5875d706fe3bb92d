import { parseSshKey, type SshKey } from '../../../../src/key/ssh-key.ts';

/** The line of a public key of Ed25519 (RFC 8709, 4), which opens nothing: its point is one byte again and again. */
export function keyLine(byte: number, comment = ''): string {
  const type = Buffer.from('ssh-ed25519');
  const data = Buffer.concat([lengthOf(type), type, lengthOf(Buffer.alloc(32)), Buffer.alloc(32, byte)]);
  return `ssh-ed25519 ${data.toString('base64')}${comment === '' ? '' : ` ${comment}`}`;
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

function keyOf(line: string): SshKey {
  const parsed = parseSshKey(line);
  if (!parsed.ok) throw new Error(parsed.problem.en);
  return parsed.key;
}

export const ANAS_KEY = keyOf(keyLine(1, 'ana@laptop'));
export const BENS_KEY = keyOf(keyLine(2, 'ben@laptop'));
