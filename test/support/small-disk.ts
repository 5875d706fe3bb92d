import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';

/** A disk of its own that can be filled, in the mounts of this lab host; gone with the test. */
export async function smallDisk(mebibytes: number) {
  if (process.env.LABVM_LAB !== '1')
    throw new Error('Only a lab host has mounts of its own: bash scripts/lab-host/enter.sh');
  const folder = mkdtempSync(join(tmpdir(), 'labvm-disk-'));
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'labvm-test', folder]);
  onTestFinished(async () => {
    await execa('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const filler = join(folder, 'filler');
  return {
    folder,
    /** Takes all that is left, to the last page. */
    fill() {
      for (const bytes of [1024 ** 2, 4096, 1]) {
        const piece = Buffer.alloc(bytes, 1);
        try {
          for (;;) appendFileSync(filler, piece);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
    },
    free: () => rmSync(filler),
  };
}
