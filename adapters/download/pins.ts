import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { putWhole } from '../file/put-whole.ts';

/** The digest that an image had when it was first fetched. */
export interface Pin {
  /** SHA-256 of the bytes as they came, in hexadecimal. */
  readonly sha256: string;
  readonly url: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What was trusted on first use; it outlives the image. */
export interface Pins {
  get(id: string): Promise<Pin | null>;
  set(id: string, pin: Pin): Promise<void>;
  forget(id: string): Promise<void>;
}

/** @param dataDir in whose folder `images` they are kept, one file an image */
export function createPins(dataDir: string): Pins {
  const folder = join(dataDir, 'images');
  const fileOf = (id: string) => join(folder, `pin-${id}.json`);
  return {
    async get(id) {
      try {
        const pin = JSON.parse(await readFile(fileOf(id), 'utf8')) as Partial<Pin>;
        const isWhole = /^[0-9a-f]{64}$/.test(pin.sha256 ?? '');
        return isWhole ? { sha256: pin.sha256 ?? '', url: pin.url ?? '', at: pin.at ?? '' } : null;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    async set(id, pin) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await putWhole(fileOf(id), `${JSON.stringify(pin, null, 2)}\n`, 0o600);
    },
    forget: (id) => rm(fileOf(id), { force: true }),
  };
}
