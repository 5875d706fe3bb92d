import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImageFacts, ImageFormat } from '../../../src/image/host-image.ts';
import { isImageId, MOST_ID_CHARACTERS } from '../../../src/image/image.ts';
import { putWhole } from '../../file/put-whole.ts';
import { isMissing } from '../file-errors.ts';

/** An image with the volume that holds its bytes: the file `images/image-<id>.json` in the data directory. */
export type ImageManifest = ImageFacts & {
  /** Its name in the pool; it differs for different bytes, so that new ones never replace what machines stand on. */
  readonly volume: string;
};

/** The manifests of one data directory. */
export interface Manifests {
  all(): Promise<readonly ImageManifest[]>;
  get(id: string): Promise<ImageManifest | null>;
  /** Puts it in place as a whole: a reader sees the old one or the new one. */
  write(manifest: ImageManifest): Promise<void>;
  remove(id: string): Promise<void>;
}

/** `image-tiny-0123456789ab.qcow2` */
export function imageVolumeName(id: string, sum: string, format: ImageFormat): string {
  return `image-${id}-${sum.slice(0, 12)}.${format}`;
}

/** How volumes of images are named, with the image's id. */
const IMAGE_VOLUME = /^image-([a-z0-9-]+)-[0-9a-f]{12}\.(?:qcow2|raw|iso)$/;

/** The id of the image that a volume belongs to, or null where it is none of an image's. */
export function imageOfVolume(volume: string): string | null {
  return IMAGE_VOLUME.exec(volume)?.[1] ?? null;
}

export function manifestPath(dataDir: string, id: string): string {
  return join(dataDir, 'images', `image-${id}.json`);
}

const FILE = /^image-(.+)\.json$/;

/** Longer than any manifest. */
const MOST_BYTES = 100_000;

const origin = z.object({
  from: z.string(),
  trust: z.enum(['publisher', 'pinned', 'first-use', 'given', 'local']),
  at: z.string(),
  convertedFrom: z.string().max(20).optional(),
});

/** Set-up writes manifests of its own, in which some of this is left out (scripts/setup/image.ts). */
const manifest = z
  .object({
    id: z
      .string()
      .refine(isImageId, `no name of an image: a-z, 0-9 and single hyphens, ${MOST_ID_CHARACTERS} at most`),
    volume: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.enum(['qcow2', 'raw', 'iso']),
    sizeBytes: z.number().int().positive(),
    virtualSizeBytes: z.number().int().positive(),
    origin: origin.nullable().default(null),
    declared: z.json().default(null),
    boots: z.object({ bios: z.boolean().nullable(), uefi: z.boolean().nullable() }).optional(),
  })
  .refine(({ id, volume }) => volume.startsWith(`image-${id}-`) && /^[a-z0-9.-]+$/.test(volume), {
    error: 'the volume is not one of this image',
  });

/**
 * @param dataDir in whose folder `images` they lie
 * @param onBroken hears of manifests that cannot be used
 */
export function createManifests(
  dataDir: string,
  onBroken: (file: string, error: unknown) => void,
): Manifests {
  const folder = join(dataDir, 'images');

  const read = async (id: string): Promise<ImageManifest | null> => {
    const file = manifestPath(dataDir, id);
    try {
      const text = await readFile(file, 'utf8');
      if (text.length > MOST_BYTES) throw new Error(`${text.length} characters are no manifest`);
      const found = manifest.parse(JSON.parse(text));
      if (found.id !== id) throw new Error(`it is the manifest of ${found.id}`);
      return found;
    } catch (error) {
      if (!isMissing(error)) onBroken(file, error);
      return null;
    }
  };

  return {
    async all() {
      const files = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const ids = files.flatMap((file) => FILE.exec(file)?.[1] ?? []).filter(isImageId);
      return (await Promise.all(ids.sort().map(read))).filter((found) => found !== null);
    },
    get: async (id) => (isImageId(id) ? read(id) : null),
    write: (found) => writeManifest(dataDir, found),
    remove: (id) => rm(manifestPath(dataDir, id), { force: true }),
  };
}

/** Puts a manifest in place as a whole, also what only its writer understands. */
export async function writeManifest(
  dataDir: string,
  found: Omit<ImageManifest, 'origin' | 'declared'> & { readonly [key: string]: unknown },
): Promise<void> {
  const path = manifestPath(dataDir, found.id);
  await mkdir(join(dataDir, 'images'), { recursive: true, mode: 0o700 });
  await putWhole(path, `${JSON.stringify(found, null, 2)}\n`, 0o600);
}
