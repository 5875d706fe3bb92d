import type { Text } from '../base/text.ts';
import { evidence } from './evidence.ts';
import { type SystemTrouble, systemTrouble } from './system-trouble.ts';

/** Without a capital and without an end. */
const WHY: Readonly<Record<SystemTrouble, Text>> = {
  closed: { en: 'labvm’s user may not do that', es: 'el usuario de labvm no tiene permiso' },
  missing: { en: 'it is not there', es: 'no existe' },
  taken: { en: 'something of that name is there already', es: 'ya hay algo con ese nombre' },
  'no-folder-above': {
    en: 'what stands above it is no folder',
    es: 'lo que hay por encima no es una carpeta',
  },
  folder: { en: 'it is a folder', es: 'es una carpeta' },
  link: { en: 'it is a link, or links lead in a circle', es: 'es un enlace, o hay enlaces en círculo' },
  'long-name': { en: 'its name is too long', es: 'su nombre es demasiado largo' },
  full: { en: 'its disk is full', es: 'su disco está lleno' },
  'share-used-up': { en: 'the share of its disk is used up', es: 'la cuota de su disco está agotada' },
  'read-only': { en: 'its disk can only be read', es: 'su disco solo se puede leer' },
  broken: { en: 'its disk fails to read or write', es: 'su disco falla al leer o escribir' },
  'too-many-files': { en: 'too many files are open', es: 'hay demasiados ficheros abiertos' },
  'address-taken': { en: 'another program has this address', es: 'otro programa tiene esa dirección' },
  'no-such-address': { en: 'the host has no such address', es: 'el anfitrión no tiene esa dirección' },
  'no-such-name': { en: 'its name cannot be found', es: 'no se encuentra su nombre' },
};

const UNKNOWN: Text = {
  en: 'the system fails for a reason that labvm does not know',
  es: 'el sistema falla por un motivo que labvm no conoce',
};

/** Why a path is not read that is a folder, a pipe or a device. */
export const NO_REGULAR_FILE: Text = { en: 'it is no regular file', es: 'no es un fichero normal' };

/** Why something failed, in the reader's language; the system's own words are evidence. */
export function systemWords(error: unknown): Text {
  const trouble = systemTrouble(error);
  return trouble ? WHY[trouble] : UNKNOWN;
}

/** The system's own words, in English as it gives them. */
export function systemEvidence(error: unknown): string {
  return evidence('system', error instanceof Error ? error.message : String(error));
}
