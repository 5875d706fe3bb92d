import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';

/** A place to ask, and how it stands to us. */
export interface Candidate {
  readonly url: URL;
  /** The school's own: what comes from there is believed where the publisher cannot be asked. */
  readonly isMirror: boolean;
}

/**
 * All places of a file, the school's own mirror first: there under the path that the publisher has it under, or in
 * one flat folder.
 * @param mirror the mirror's address, with or without a slash at its end; null: there is none
 * @throws UserError where there is a mirror, and a path would lead to anything but a file below its folder
 */
export function candidatesOf(urls: readonly string[], mirror: string | null): readonly Candidate[] {
  const own = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  const publishers = own.map((url) => ({ url, isMirror: false }));
  if (mirror === null) return publishers;
  const there = own.flatMap((url) => {
    const path = pathBelow(url);
    return [path, path.split('/').at(-1) ?? ''].map((place) => below(mirror, place));
  });
  return [...[...new Set(there)].map((href) => ({ url: new URL(href), isMirror: true })), ...publishers];
}

/** The path, put behind the mirror's own; never resolved, as a path may be an address itself. */
function below(mirror: string, path: string): string {
  const url = new URL(mirror);
  const folder = url.pathname.replace(/\/*$/, '/');
  url.search = '';
  url.hash = '';
  url.pathname = `${folder}${path}`;
  return url.href;
}

/** A publisher's path without the slash before it. @throws UserError where it is none of a file in a folder */
function pathBelow(url: URL): string {
  const path = url.pathname.slice(1);
  if (/^\/|^[a-z][a-z0-9+.-]*:/i.test(path)) throw refused(url, AN_ADDRESS);
  if (decodings(path).some(climbs)) throw refused(url, A_WAY_OUT);
  return path;
}

/** What servers may take a path for: some decode it twice. */
function decodings(path: string): readonly string[] {
  const found = [path];
  for (let times = 0; times < 3; times += 1) {
    try {
      found.push(decodeURIComponent(found.at(-1) ?? ''));
    } catch {
      break;
    }
  }
  return found;
}

function climbs(path: string): boolean {
  return (
    path.startsWith('/') || /[\\\0]/.test(path) || path.split('/').some((part) => /^\.{1,2}$/.test(part))
  );
}

const AN_ADDRESS: Text = { en: 'it is already a complete address', es: 'ya es una dirección completa' };
const A_WAY_OUT: Text = {
  en: 'it leads outside the mirror’s folder',
  es: 'lleva fuera de la carpeta del espejo',
};

function refused(url: URL, why: Text): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${url.href} has no place on the school’s own mirror: ${why.en}.`,
      es: `${url.href} no tiene sitio en el espejo del centro: ${why.es}.`,
    },
    {
      en: 'Give the address of the file itself, such as https://example.org/images/mylinux.iso.',
      es: 'Dé la dirección del propio fichero, por ejemplo https://example.org/images/mylinux.iso.',
    },
  );
}
