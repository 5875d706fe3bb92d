import { basename } from 'node:path/posix';
import { DIGEST_LENGTHS, type DigestAlgorithm } from '../../src/image/source.ts';

/** A file's name with its digest, as a list of digests has them. */
export interface Sum {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads a list of digests: lines of `sha256sum` and its kin (coreutils docs: cksum output modes), of BSD's tools, or
 * a digest alone, which then is of the only file.
 * @returns what it lists; lines that are none are left out
 */
export function readSums(text: string, algorithm: DigestAlgorithm, onlyFile: string): readonly Sum[] {
  const hex = `[0-9a-f]{${DIGEST_LENGTHS[algorithm]}}`;
  const plain = new RegExp(`^\\\\?(${hex})(?:\\s+\\*?(.+))?$`, 'i');
  const bsd = new RegExp(`^\\S+ \\((.+)\\) = (${hex})$`, 'i');
  return text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.trim();
    const [, value = '', name = onlyFile] = plain.exec(trimmed) ?? [];
    if (value !== '') return [{ name: basename(name), value: value.toLowerCase() }];
    const [, named = '', listed = ''] = bsd.exec(trimmed) ?? [];
    return listed === '' ? [] : [{ name: basename(named), value: listed.toLowerCase() }];
  });
}

/** A name that is put behind a folder's address and is nothing but a name there. */
const PLAIN_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}._+~@ -]*$/u;

/**
 * The newest of the files whose name fits: the last one where numbers in names count as numbers. A name that could
 * lead anywhere else than into its folder fits nothing.
 * @param pattern a file's name, with `*` for anything
 */
export function newest(sums: readonly Sum[], pattern: string): Sum | undefined {
  const [head = '', ...rest] = pattern.split('*');
  const fits = ({ name }: Sum): boolean => {
    if (!name.startsWith(head)) return false;
    let from = head.length;
    for (const [place, part] of rest.entries()) {
      const isLast = place === rest.length - 1;
      const at = isLast ? name.length - part.length : name.indexOf(part, from);
      if (at < from || !name.startsWith(part, at)) return false;
      from = at + part.length;
    }
    return from === name.length;
  };
  return sums
    .filter((sum) => PLAIN_NAME.test(sum.name) && fits(sum))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .at(-1);
}
