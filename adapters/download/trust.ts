import type { ImageOrigin } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import type { Digest } from '../../src/image/source.ts';
import type { Pin, Pins } from './pins.ts';
import type { Received } from './receiver.ts';
import type { Resolved } from './resolve.ts';
import { Fooled } from './trouble.ts';

/** @throws Fooled where the bytes have another digest than they should have */
export function mustHave(digest: Digest | null, received: Received, where: string): void {
  if (digest && received.sum(digest.algorithm) !== digest.value.toLowerCase()) {
    throw otherDigest(where, digest.algorithm);
  }
}

/** Why the bytes are believed. @throws Fooled where they differ from those of the first time */
export async function trusted(
  image: Image,
  url: URL,
  received: Received,
  { digest }: Resolved,
  pin: Pin | null,
  pins: Pins,
): Promise<ImageOrigin['trust']> {
  if (digest) return image.source.kind === 'file' && image.source.isGiven ? 'given' : 'publisher';
  const sha256 = received.sum('sha256');
  if (pin && pin.sha256 !== sha256) throw changed(image.id, url, pin);
  if (!pin) await pins.set(image.id, { sha256, url: url.href, at: new Date().toISOString() });
  return pin ? 'pinned' : 'first-use';
}

function otherDigest(name: string, algorithm: string): Fooled {
  return new Fooled({
    en: `The download from ${name} does not match the expected ${algorithm} digest.`,
    es: `La descarga de ${name} no coincide con la suma ${algorithm} esperada.`,
  });
}

function changed(id: string, url: URL, pin: Pin): Fooled {
  const since = pin.at.slice(0, 10);
  return new Fooled(
    {
      en: `${id} at ${url.host} has changed since it was first downloaded on ${since}: its digest is different.`,
      es: `${id} en ${url.host} ha cambiado desde su primera descarga, el ${since}: su suma es distinta.`,
    },
    {
      en: `If its publisher has a new version: /image pull ${id} --renew. Nothing was kept.`,
      es: `Si su editor tiene una versión nueva: /image pull ${id} --renew. No se ha guardado nada.`,
    },
  );
}
