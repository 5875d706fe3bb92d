import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { POOL_FOLDER } from './live-lab.ts';

/** A file system of its own below one machine's disk, which another tool can make too small for it. */
export function crampedDisk(uuid: string) {
  const disk = join(POOL_FOLDER, `vm-${uuid}.qcow2`);
  const folder = `/run/labvm-cramped-${uuid}`;
  const copy = join(folder, 'disk');
  return {
    /** Puts the disk of a machine that is off onto one that it fills. */
    async take(): Promise<void> {
      await mkdir(folder, { mode: 0o711 });
      await execa('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0711', 'labvm-cramped', folder]);
      await execa('cp', ['-a', '--sparse=always', disk, copy]);
      await execa('mount', ['--bind', copy, disk]);
      // Whatever is left of the last page is taken too.
      await execa('dd', ['if=/dev/zero', `of=${folder}/rest`, 'bs=4096'], { reject: false });
    },
    /** Makes room for what its system writes. */
    give: () => rm(join(folder, 'rest')),
    /** The disk is as it was, before its machine wrote. */
    async putBack(): Promise<void> {
      await execa('umount', [disk]);
      await execa('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}
