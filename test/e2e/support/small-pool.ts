import { rm, statfs } from 'node:fs/promises';
import { execa } from 'execa';
import { POOL_FOLDER } from '../../contract/live-lab.ts';

const MIB = 1024 ** 2;
const FILLER = `${POOL_FOLDER}/filler`;

/** A small file system over the pool's folder of this lab, with everything that lies there. */
export interface SmallPool {
  /** Takes all of its room but this. */
  fill(freeMiB: number): Promise<void>;
  /** Gives that room back. */
  makeRoom(): Promise<void>;
  /** Takes it away again; what was changed in it is gone. */
  close(): Promise<void>;
}

/** @param sizeMiB of the file system; it takes memory only as it is filled */
export async function smallPool(sizeMiB: number): Promise<SmallPool> {
  const { stdout: folder } = await execa('mktemp', ['-d']);
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=0711`, 'labvm-small', folder]);
  await execa('cp', ['-a', '--sparse=always', `${POOL_FOLDER}/.`, folder]);
  await execa('mount', ['--move', folder, POOL_FOLDER]);
  await execa('rmdir', [folder]);
  return {
    async fill(freeMiB) {
      const { bavail, bsize } = await statfs(POOL_FOLDER);
      await execa('fallocate', ['-l', String(bavail * bsize - freeMiB * MIB), FILLER]);
    },
    makeRoom: () => rm(FILLER, { force: true }),
    async close() {
      // What a test that failed has left running must not keep the next file in it.
      await execa('umount', ['--lazy', POOL_FOLDER]);
    },
  };
}
