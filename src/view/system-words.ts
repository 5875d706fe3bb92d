import type { Text } from '../base/text.ts';
import { evidence } from './evidence.ts';
import { type SystemTrouble, systemTrouble } from './system-trouble.ts';

/** Without a capital and without an end. */
const WHY: Readonly<Record<SystemTrouble, Text>> = {
  closed: { en: 'labvm’s user is not allowed to do that', es: 'el usuario de labvm no tiene permiso' },
  missing: { en: 'it does not exist', es: 'no existe' },
  taken: { en: 'something with that name already exists', es: 'ya hay algo con ese nombre' },
  'no-folder-above': {
    en: 'something above it in the path is not a folder',
    es: 'algo de su ruta no es una carpeta',
  },
  folder: { en: 'it is a folder', es: 'es una carpeta' },
  link: { en: 'it is a link, or links form a circle', es: 'es un enlace, o hay enlaces en círculo' },
  'long-name': { en: 'its name is too long', es: 'su nombre es demasiado largo' },
  full: { en: 'its disk is full', es: 'su disco está lleno' },
  'share-used-up': { en: 'its disk quota is used up', es: 'la cuota de su disco está agotada' },
  'read-only': { en: 'its disk is read-only', es: 'su disco es de solo lectura' },
  broken: { en: 'its disk cannot be read or written', es: 'su disco no se puede leer ni escribir' },
  'too-many-files': { en: 'too many files are open', es: 'hay demasiados ficheros abiertos' },
  'address-taken': { en: 'another program is using this address', es: 'otro programa usa esa dirección' },
  'no-such-address': { en: 'the host has no such address', es: 'el anfitrión no tiene esa dirección' },
  'no-such-name': { en: 'its name was not found', es: 'no se encuentra su nombre' },
};

const UNKNOWN: Text = {
  en: 'the system failed for a reason that labvm does not know',
  es: 'el sistema ha fallado por un motivo que labvm no conoce',
};

/** Why a path is not read that is a folder, a pipe or a device. */
export const NO_REGULAR_FILE: Text = { en: 'it is not a regular file', es: 'no es un fichero normal' };

/** Why something failed, in the reader's language; the system's own words are evidence. */
export function systemWords(error: unknown): Text {
  const trouble = systemTrouble(error);
  return trouble ? WHY[trouble] : UNKNOWN;
}

/** The system's own words, in English as it gives them. */
export function systemEvidence(error: unknown): string {
  return evidence('system', error instanceof Error ? error.message : String(error));
}
