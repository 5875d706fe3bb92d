import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A data directory of one run's own, which knows the images of the lab and nothing else. */
export interface OwnData {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function makeOwnData(): Promise<OwnData> {
  const around = await mkdtemp(join(tmpdir(), 'labvm-transcript-'));
  const folder = join(around, 'data');
  const labs = process.env.LABVM_DATA_DIR;
  if (labs) await cp(join(labs, 'images'), join(folder, 'images'), { recursive: true });
  return { folder, remove: () => rm(around, { recursive: true, force: true }) };
}
