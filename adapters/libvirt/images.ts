import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostImage } from '../../src/vm/hypervisor.ts';
import { HypervisorError } from '../../src/vm/hypervisor-error.ts';

/** An image with the volume that holds its bytes. */
export interface StoredImage extends HostImage {
  readonly volume: string;
}

/** The images that set-up has put on this host. */
export interface Images {
  all(): Promise<readonly StoredImage[]>;
  /** @throws HypervisorError if it is not there */
  get(id: string): Promise<StoredImage>;
}

const ID = /^[a-z0-9][a-z0-9-]{0,30}$/;
const MANIFEST = /^image-([a-z0-9][a-z0-9-]{0,30})\.json$/;

/** Longer than any manifest. */
const MOST_BYTES = 100_000;

/** What labvm needs of a manifest, which set-up writes beside the image (scripts/setup/image-manifest.ts). */
const manifest = z
  .object({
    id: z.string().regex(ID),
    volume: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.enum(['qcow2', 'iso']),
    sizeBytes: z.number().int().positive(),
    virtualSizeBytes: z.number().int().positive(),
  })
  .refine(({ id, volume }) => volume.startsWith(`image-${id}-`) && /^[a-z0-9.-]+$/.test(volume), {
    error: 'the volume is not one of this image',
  });

/**
 * @param dataDir where set-up keeps the manifests, in `images`
 * @param onBroken hears of manifests that cannot be used
 */
export function createImages(dataDir: string, onBroken: (file: string, error: unknown) => void): Images {
  const folder = join(dataDir, 'images');

  const read = async (id: string): Promise<StoredImage | null> => {
    const file = join(folder, `image-${id}.json`);
    try {
      const text = await readFile(file, 'utf8');
      if (text.length > MOST_BYTES) throw new Error(`${text.length} characters are no manifest`);
      const found = manifest.parse(JSON.parse(text));
      if (found.id !== id) throw new Error(`it is the manifest of ${found.id}`);
      // A live system's disc cannot stand below a disk.
      if (found.format !== 'qcow2') return null;
      const { volume, sha256, sizeBytes, virtualSizeBytes } = found;
      return { id, volume, sha256, sizeBytes, virtualSizeBytes };
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
      const ids = files.flatMap((file) => MANIFEST.exec(file)?.[1] ?? []).sort();
      return (await Promise.all(ids.map(read))).filter((image) => image !== null);
    },
    async get(id) {
      const image = ID.test(id) ? await read(id) : null;
      return image ?? missingImage(id);
    },
  };
}

/** @throws HypervisorError always */
export function missingImage(id: string): never {
  const name = JSON.stringify(id.slice(0, 40));
  throw new HypervisorError('not-found', `The image ${name} is not on this host: see /image list.`);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
