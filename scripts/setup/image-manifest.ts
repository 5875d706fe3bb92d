import { readFile } from 'node:fs/promises';
import { manifestPath } from '../../adapters/libvirt/image/manifest.ts';

/** What set-up asks of the manifest that it wrote (adapters/libvirt/image/manifest.ts). */
interface Built {
  readonly id: string;
  readonly volume: string;
  /** What it was made of; differs as soon as it should be made anew. */
  readonly builtFrom: { readonly recipe: string };
}

/** null if there is none, or none that can be read. */
export async function readBuilt(dataDir: string, id: string): Promise<Built | null> {
  try {
    return JSON.parse(await readFile(manifestPath(dataDir, id), 'utf8')) as Built;
  } catch {
    return null;
  }
}
