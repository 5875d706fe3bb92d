import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What labvm knows of an image that lies in the pool: the file `images/image-<id>.json` in the data directory. */
export interface ImageManifest {
  readonly id: string;
  /** Name of the volume in the pool `labvm`. It carries the content's sum, so a new build never replaces an old one. */
  readonly volume: string;
  readonly sha256: string;
  readonly format: 'qcow2' | 'iso';
  readonly sizeBytes: number;
  readonly virtualSizeBytes: number;
  /** What it was made of; differs as soon as it should be made anew. */
  readonly builtFrom: Readonly<Record<string, string>>;
}

/** `image-tiny-0123456789ab.qcow2` */
export function imageVolumeName(id: string, sha256: string, format: ImageManifest['format']): string {
  return `image-${id}-${sha256.slice(0, 12)}.${format}`;
}

export function manifestPath(dataDir: string, id: string): string {
  return join(dataDir, 'images', `image-${id}.json`);
}

/** null if there is none, or none that can be read. */
export async function readManifest(dataDir: string, id: string): Promise<ImageManifest | null> {
  try {
    return JSON.parse(await readFile(manifestPath(dataDir, id), 'utf8')) as ImageManifest;
  } catch {
    return null;
  }
}

/** Puts the manifest in place as a whole: a reader sees the old one or the new one. */
export async function writeManifest(dataDir: string, manifest: ImageManifest): Promise<string> {
  const path = manifestPath(dataDir, manifest.id);
  await mkdir(join(dataDir, 'images'), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  await writeFile(partial, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, path);
  return path;
}
