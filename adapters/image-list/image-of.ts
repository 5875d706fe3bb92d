import type { Text } from '../../src/base/text.ts';
import { addedImage } from '../../src/image/added.ts';
import { type Image, mediumOf } from '../../src/image/image.ts';
import type { Digest, ImageSource } from '../../src/image/source.ts';
import type { Entry } from './entry.ts';

/** The least that a machine with a disk of its own gets, in GiB. */
const USUAL_DISK_GIB = 10;

/**
 * The image of an entry: what it does not say is as in the built-in image of its name, or as most systems have it.
 * @returns the image, or what is missing
 */
export function imageOf(
  id: string,
  entry: Entry,
  builtIn: Image | undefined,
): { image: Image } | { problem: Text } {
  const source = sourceOf(entry) ?? builtIn?.source;
  if (!source) return { problem: NO_URL };
  if (!builtIn && !entry.kind) return { problem: NO_KIND };
  const base = builtIn ?? addedImage({ id, source, kind: entry.kind ?? null, title: entry.title ?? id });
  const kind = entry.kind ?? base.kind;
  const minMemoryMiB = entry['min-memory'] ?? Math.min(base.minMemoryMiB, entry.memory ?? base.minMemoryMiB);
  const bootWords = entry['boot-words'] ?? base.bootWords;
  const image: Image = {
    ...base,
    id,
    ...(entry.aliases ? { aliases: entry.aliases } : {}),
    title: entry.title ?? base.title,
    summary: entry.summary ?? (builtIn ? base.summary : { en: base.title, es: base.title }),
    kind,
    source,
    defaults: {
      cpus: entry.cpus ?? base.defaults.cpus,
      memoryMiB: Math.max(entry.memory ?? base.defaults.memoryMiB, minMemoryMiB),
      diskGiB: entry.disk ?? (base.defaults.diskGiB || (kind === 'live' ? 0 : USUAL_DISK_GIB)),
    },
    minMemoryMiB,
    hardware: {
      firmware: entry.firmware ?? base.hardware.firmware,
      diskBus: entry.bus ?? base.hardware.diskBus,
      nicModel: entry.nic ?? base.hardware.nicModel,
    },
    login: entry.login ?? base.login,
    ...(bootWords ? { bootWords } : {}),
    asksForAddress: entry['asks-for-address'] ?? (builtIn ? base.asksForAddress : kind !== 'install'),
    expectedBootSeconds: entry['boot-seconds'] ?? base.expectedBootSeconds,
  };
  if (image.defaults.diskGiB === 0 && mediumOf(image) !== 'live') return { problem: NO_DISK };
  if (image.hardware.firmware === 'uefi' && image.hardware.diskBus === 'ide') {
    return { problem: NO_IDE };
  }
  return { image };
}

const NO_URL: Text = {
  en: 'needs a url: the address of its file',
  es: 'necesita url: la dirección de su fichero',
};
const NO_KIND: Text = {
  en: 'needs a kind: live, install, cloud, ignition or disk',
  es: 'necesita kind: live, install, cloud, ignition o disk',
};
const NO_DISK: Text = {
  en: 'disk: 0 is for live systems only',
  es: 'disk: 0 es solo para sistemas en vivo',
};
const NO_IDE: Text = {
  en: 'bus: a machine with UEFI has no IDE',
  es: 'bus: una máquina con UEFI no tiene IDE',
};

function sourceOf({ url, sha256, sha512, sums }: Entry): ImageSource | null {
  if (url === undefined) return null;
  const urls = Array.isArray(url) ? url : [url];
  const digest: Digest | null = sha512
    ? { algorithm: 'sha512', value: sha512.toLowerCase() }
    : sha256
      ? { algorithm: 'sha256', value: sha256.toLowerCase() }
      : null;
  return { kind: 'file', urls, ...(digest ? { digest } : {}), ...(sums ? { sums } : {}) };
}
