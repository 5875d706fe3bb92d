import { type FileHandle, open, rm } from 'node:fs/promises';
import type { ProgramLimits, Programs } from '../../../src/base/program.ts';

/** Held by one process of this host at a time; the system takes it back when the process ends, however it ends. */
export interface Lock {
  release(): Promise<void>;
}

/** More than flock(1) takes. */
const LIMITS: ProgramLimits = { memoryBytes: 256 * 1024 ** 2, cpuSeconds: 5, timeoutMs: 60_000 };

/**
 * Takes a lock on a file that only labvm's user can open: in a folder that nobody else enters. Node has no way to
 * flock(2), so flock(1) does it on the file that is open here; the lock is the open file's, and stays after it.
 * @returns null while another one holds it
 */
export async function takeLock(path: string, programs: Programs): Promise<Lock | null> {
  for (;;) {
    const file = await open(path, 'a', 0o600);
    try {
      if (!(await isLocked(file, programs))) {
        await file.close();
        return null;
      }
      // Whoever held it removed the file, and the next one would lock a new one.
      if ((await file.stat()).nlink > 0) return heldBy(file, path);
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
  }
}

function heldBy(file: FileHandle, path: string): Lock {
  return {
    async release() {
      await rm(path, { force: true });
      await file.close();
    },
  };
}

/** flock(1): 1 says that another one holds it. */
async function isLocked({ fd }: FileHandle, programs: Programs): Promise<boolean> {
  const how = ['--exclusive', '--nonblock', '0'];
  const order = { name: 'flock', arguments: how, as: 'nobody', stdin: fd, limits: LIMITS } as const;
  const { exitCode } = await programs.run(order);
  if (exitCode === 0) return true;
  if (exitCode === 1) return false;
  throw new Error(`flock ended with ${exitCode}`);
}
