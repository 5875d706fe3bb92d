import type { Text } from '../base/text.ts';
import { clean } from './clean.ts';

/** Why the system or Node refuses something, by errno(3). Without a capital and without an end. */
const WHY: Readonly<Record<string, Text>> = {
  EACCES: { en: 'labvm’s user may not do that', es: 'el usuario de labvm no tiene permiso' },
  EPERM: { en: 'labvm’s user may not do that', es: 'el usuario de labvm no tiene permiso' },
  ENOENT: { en: 'it is not there', es: 'no existe' },
  ENOTDIR: { en: 'what stands above it is no folder', es: 'lo que hay por encima no es una carpeta' },
  EISDIR: { en: 'it is a folder', es: 'es una carpeta' },
  ELOOP: { en: 'it is a link, or links lead in a circle', es: 'es un enlace, o hay enlaces en círculo' },
  ENAMETOOLONG: { en: 'its name is too long', es: 'su nombre es demasiado largo' },
  ENOSPC: { en: 'its disk is full', es: 'su disco está lleno' },
  EDQUOT: { en: 'the share of its disk is used up', es: 'la cuota de su disco está agotada' },
  EROFS: { en: 'its disk can only be read', es: 'su disco solo se puede leer' },
  EIO: { en: 'its disk fails to read or write', es: 'su disco falla al leer o escribir' },
  EMFILE: { en: 'too many files are open', es: 'hay demasiados ficheros abiertos' },
  ENFILE: { en: 'too many files are open', es: 'hay demasiados ficheros abiertos' },
  EADDRINUSE: { en: 'another program has this address', es: 'otro programa tiene esa dirección' },
  EADDRNOTAVAIL: { en: 'the host has no such address', es: 'el anfitrión no tiene esa dirección' },
  ENOTFOUND: { en: 'its name cannot be found', es: 'no se encuentra su nombre' },
};

const UNKNOWN: Text = {
  en: 'the system fails for a reason that labvm does not know',
  es: 'el sistema falla por un motivo que labvm no conoce',
};

/** Why a path is not read that is a folder, a pipe or a device. */
export const NO_REGULAR_FILE: Text = { en: 'it is no regular file', es: 'no es un fichero normal' };

/** Why something failed, in the reader's language; the system's own words are evidence. */
export function systemWords(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return WHY[code] ?? UNKNOWN;
}

/** More of a system's words than this nobody reads. */
const MOST_CHARACTERS = 240;

/** The system's own words, in English as it gives them, on one line: they may stand behind a sentence. */
export function systemEvidence(error: unknown): string {
  const words = clean(error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
  return `system: "${words.trim().slice(0, MOST_CHARACTERS)}"`;
}
