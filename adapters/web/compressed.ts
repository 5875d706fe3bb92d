import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Bytes as they are, and as they are sent to whoever takes them smaller (RFC 9110, 8.4.1; RFC 7932). */
export interface Compressed {
  readonly identity: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export type Coding = keyof Compressed;

/** A little larger than with the highest (11), and made in a hundredth of its time. */
const BROTLI_QUALITY = 5;

export async function compressed(identity: Buffer): Promise<Compressed> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(identity, { params }),
    promisify(gzip)(identity),
  ]);
  return { identity, br, gzip: gzipped };
}

/** The best of the codings that a browser takes. @param asked the header `accept-encoding` */
export function codingFor(asked: string | readonly string[] | undefined): Coding {
  const taken = new Set(
    String(asked ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.replace(/\s*;.*/, '')),
  );
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : 'identity';
}
