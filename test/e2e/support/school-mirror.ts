import { readFile } from 'node:fs/promises';
import { tinyImages } from '../../scripts/tiny/support/image.ts';
import { type Manners, type Mirror, startMirror } from '../../servers/mirror/index.ts';

/** A school's mirror that has `tiny` under the names of other systems, and the settings that lead labvm there. */
export interface SchoolMirror extends Mirror {
  readonly env: Readonly<Record<string, string>>;
  readonly iso: Buffer;
  readonly disk: Buffer;
  /** `tiny` as a live disc, under a file's name. */
  putDisc(name: string, manners?: Manners): string;
  /** `tiny` as a disk, under a file's name. */
  putDisk(name: string, manners?: Manners): string;
}

export async function schoolMirror(): Promise<SchoolMirror> {
  const paths = await tinyImages();
  const [iso, disk, mirror] = await Promise.all([readFile(paths.iso), readFile(paths.disk), startMirror()]);
  return {
    ...mirror,
    iso,
    disk,
    env: { LABVM_IMAGE_MIRROR: mirror.url, LABVM_ALLOWED_HOSTS: '127.0.0.1' },
    putDisc: (name, manners) => mirror.put(name, iso, manners),
    putDisk: (name, manners) => mirror.put(name, disk, manners),
  };
}
