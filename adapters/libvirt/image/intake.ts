import {
  type FileHandle,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { ImageFacts, ImageIntake, Inspection } from '../../../src/image/host-image.ts';
import { isImageId } from '../../../src/image/image.ts';
import { cannotWrite } from '../disk/closed-folder.ts';
import { isMissing, isRefused } from '../file-errors.ts';
import { foreignDisk } from './foreign-disk.ts';
import { HEADER_BYTES } from './header.ts';
import { inspectImage } from './inspect.ts';
import { takeLock } from './lock.ts';
import { imageVolumeName, type Manifests } from './manifest.ts';
import { openQuarantine, quarantineOf } from './quarantine.ts';
import { refuseBeginning } from './sight.ts';

/** What taking in needs of the pool. */
export interface IntakePool {
  /** The pool's folder. */
  path(): Promise<string>;
  /** Lets libvirt see what was put there. */
  refresh(): Promise<void>;
}

/** Of an intake, in the quarantine: its bytes, beside them what was said of them, and the lock of whoever has it. */
const PARTIAL = /^([a-z0-9-]+)\.partial$/;
const fileOf = (folder: string, id: string, what: 'partial' | 'mark' | 'lock' | 'converted') =>
  join(folder, `${id}.${what}`);

const READ_BYTES = 1 << 20;

/**
 * Takes an image's bytes into the pool's quarantine on this host; they come among the pool's files only when they are
 * kept, and that only once they were looked at.
 * @throws PortError `busy` while another one takes in the same image
 */
export async function openIntake(
  id: string,
  pool: IntakePool,
  manifests: Manifests,
  programs: Programs,
): Promise<ImageIntake> {
  if (!isImageId(id))
    throw new Error(`No file can be made for the image ${JSON.stringify(id.slice(0, 40))}.`);
  const poolFolder = await pool.path();
  const folder = await openQuarantine(poolFolder);
  const partial = fileOf(folder, id, 'partial');
  const mark = fileOf(folder, id, 'mark');
  const converted = fileOf(folder, id, 'converted');
  const lock = await takeLock(fileOf(folder, id, 'lock'), programs);
  if (!lock) {
    throw new PortError('busy', {
      en: `Another labvm is already storing the image ${id}.`,
      es: `Otro labvm ya está guardando la imagen ${id}.`,
    });
  }
  let file: FileHandle;
  let size: number;
  let said: string;
  try {
    // Of a process that ended over it.
    await rm(converted, { force: true });
    file = await open(partial, 'a+', 0o600).then(async (made) => {
      // To be written at any place, which `a` does not allow.
      await made.close();
      return open(partial, 'r+');
    });
    // QEMU runs as a user of its own, and so does whoever looks at it; the folder keeps everybody else out until then.
    await file.chmod(0o644);
    size = (await file.stat()).size;
    said = await readFile(mark, 'utf8').catch(() => '');
  } catch (error) {
    await lock.release();
    throw cannotWrite(folder, error);
  }
  let isLookedAt = false;
  let isOpen = true;

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
    await lock?.release();
  }

  async function removeFiles(): Promise<void> {
    for (const path of [partial, mark, converted]) await rm(path, { force: true });
  }

  async function inspect(signal?: AbortSignal): Promise<Inspection> {
    const found = await inspectImage(partial, programs, signal);
    isLookedAt = true;
    return found;
  }

  return {
    get sizeBytes() {
      return size;
    },
    get mark() {
      return said;
    },
    async room() {
      const { bsize, bavail } = await statfs(folder);
      return bsize * bavail;
    },
    async restart(newMark) {
      isLookedAt = false;
      await file.truncate(0);
      size = 0;
      said = newMark;
      await writeFile(mark, newMark, { mode: 0o600 });
    },
    async *read() {
      const buffer = Buffer.alloc(READ_BYTES);
      for (let position = 0; position < size; ) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, size - position), position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async write(bytes) {
      isLookedAt = false;
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, size);
        written += bytesWritten;
        size += bytesWritten;
      }
      if (size - bytes.length < HEADER_BYTES && size >= HEADER_BYTES) await refuseBeginning(file);
    },
    async foreign() {
      const found = await foreignDisk(file, size, programs);
      if (!found) return null;
      return {
        name: found.name,
        async convert(options) {
          isLookedAt = false;
          said = '';
          await writeFile(mark, said, { mode: 0o600 });
          const made = await found.convert(converted, options);
          if (!made) return false;
          await rename(converted, partial);
          await file.close();
          file = made;
          size = (await file.stat()).size;
          return true;
        },
      };
    },
    inspect,
    async keep(facts: ImageFacts) {
      if (!isLookedAt) await inspect();
      const volume = imageVolumeName(id, facts.sha256, facts.format);
      await file.sync();
      await rename(partial, join(poolFolder, volume));
      await rm(mark, { force: true });
      await pool.refresh();
      await manifests.write({ ...facts, id, volume });
      await close();
    },
    close,
    async drop() {
      if (!isOpen) return;
      await removeFiles();
      await close();
    },
  };
}

/** Intakes of the pool that stopped somewhere, by the image's id. */
export async function unfinishedIntakes(
  pool: IntakePool,
): Promise<readonly { id: string; sizeBytes: number }[]> {
  const folder = quarantineOf(await pool.path());
  const names = await readdir(folder).catch((error: unknown) => {
    // Whoever may not look into it has begun none.
    if (isMissing(error) || isRefused(error)) return [];
    throw error;
  });
  const ids = names.flatMap((name) => PARTIAL.exec(name)?.[1] ?? []);
  const found = await Promise.all(
    ids.map(async (id) => {
      const facts = await stat(fileOf(folder, id, 'partial')).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      return facts ? [{ id, sizeBytes: facts.size }] : [];
    }),
  );
  return found.flat();
}
