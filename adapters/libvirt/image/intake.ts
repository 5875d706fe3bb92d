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
import { UserError } from '../../../src/errors.ts';
import type { ImageFacts, ImageIntake } from '../../../src/vm/host-image.ts';
import { HypervisorError } from '../../../src/vm/hypervisor-error.ts';
import { inspectImage } from './inspect.ts';
import { takeLock } from './lock.ts';
import { imageVolumeName, isMissing, type Manifests } from './manifest.ts';

/** What taking in needs of the pool. */
export interface IntakePool {
  /** The pool's folder. */
  path(): Promise<string>;
  /** Lets libvirt see what was put there. */
  refresh(): Promise<void>;
}

/** Of an intake: its bytes, and beside them what was said of them. Hidden from people, but not from libvirt. */
const PARTIAL = /^\.image-([a-z0-9-]+)\.partial$/;
const partialFile = (folder: string, id: string) => join(folder, `.image-${id}.partial`);
const markFile = (folder: string, id: string) => join(folder, `.image-${id}.mark`);

const READ_BYTES = 1 << 20;

/**
 * Takes an image's bytes into the pool's folder on this host, under a name of their own until they are kept.
 * @throws HypervisorError `busy` while another one takes in the same image
 */
export async function openIntake(id: string, pool: IntakePool, manifests: Manifests): Promise<ImageIntake> {
  const folder = await pool.path();
  const partial = partialFile(folder, id);
  const mark = markFile(folder, id);
  const lock = await takeLock(partial);
  if (!lock) throw new HypervisorError('busy', `The image ${id} is being taken in by another labvm already.`);
  let file: FileHandle;
  let size: number;
  let said: string;
  try {
    file = await open(partial, 'a+', 0o600).then(async (made) => {
      // To be written at any place, which `a` does not allow.
      await made.close();
      return open(partial, 'r+');
    });
    size = (await file.stat()).size;
    said = await readFile(mark, 'utf8').catch(() => '');
  } catch (error) {
    await lock.release();
    throw cannotWrite(folder, error);
  }
  let isOpen = true;

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
    await lock?.release();
  }

  async function removeFiles(): Promise<void> {
    for (const path of [partial, mark]) await rm(path, { force: true });
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
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, size);
        written += bytesWritten;
        size += bytesWritten;
      }
    },
    inspect: (signal) => inspectImage(partial, signal),
    async keep(facts: ImageFacts) {
      const volume = imageVolumeName(id, facts.sha256, facts.format);
      // QEMU runs as a user of its own.
      await file.chmod(0o644);
      await file.sync();
      await rename(partial, join(folder, volume));
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
      // If the pool was read anew meanwhile, libvirt takes them for volumes.
      await pool.refresh();
    },
  };
}

/** Intakes of the pool that stopped somewhere, by the image's id. */
export async function unfinishedIntakes(
  pool: IntakePool,
): Promise<readonly { id: string; sizeBytes: number }[]> {
  const folder = await pool.path();
  const ids = (await readdir(folder)).flatMap((name) => PARTIAL.exec(name)?.[1] ?? []);
  const found = await Promise.all(
    ids.map(async (id) => {
      const facts = await stat(partialFile(folder, id)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      return facts ? [{ id, sizeBytes: facts.size }] : [];
    }),
  );
  return found.flat();
}

function cannotWrite(folder: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(
    'failed',
    {
      en: `labvm cannot write into the storage pool's folder ${folder}: ${why}`,
      es: `labvm no puede escribir en la carpeta del almacén ${folder}: ${why}`,
    },
    {
      en: 'Run labvm as root, or give its user the folder.',
      es: 'Ejecute labvm como root, o dé la carpeta a su usuario.',
    },
    { cause: error },
  );
}
