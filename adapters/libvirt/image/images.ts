import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { HostImage, ImageFacts, ImageIntake } from '../../../src/image/host-image.ts';
import { cannotRemoveImage } from '../cannot.ts';
import { volumeToSave } from '../disk/saved-disk.ts';
import { type Storage, volumeGone } from '../disk/storage.ts';
import { isMissing } from '../file-errors.ts';
import { isOfMachine } from '../machine/ids.ts';
import type { Machines } from '../machine/machines.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { procedures } from '../rpc/index.ts';
import { changing, type Session } from '../session.ts';
import { inspectImage } from './inspect.ts';
import { type IntakePool, openIntake, unfinishedIntakes } from './intake.ts';
import { type ImageManifest, imageOfVolume, imageVolumeName, type Manifests } from './manifest.ts';

/** The images on this host. */
export interface Images {
  all(): Promise<readonly HostImage[]>;
  /** @throws PortError if it is not there */
  get(id: string): Promise<ImageManifest & { readonly path: string }>;
  receive(id: string): Promise<ImageIntake>;
  unfinished(): Promise<readonly { id: string; sizeBytes: number }[]>;
  read(id: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  remove(id: string): Promise<void>;
  removeOld(): Promise<readonly { name: string; sizeBytes: number }[]>;
  save(
    machine: OwnMachine,
    facts: Pick<ImageFacts, 'id' | 'origin' | 'declared'>,
    signal?: AbortSignal,
  ): Promise<void>;
}

interface ImagePorts {
  readonly session: Session;
  readonly storage: Storage;
  readonly machines: Machines;
  readonly manifests: Manifests;
  readonly programs: Programs;
}

export function createImages({ session, storage, machines, manifests, programs }: ImagePorts): Images {
  const path = async () => (await storage.size()).path;
  const intakePool: IntakePool = { path, refresh: storage.refresh };

  /** The machines that need a file: those whose description names it, and disks on it without a description. */
  const usersOf = async (file: string): Promise<readonly string[]> => {
    const all = await machines.all();
    const described = all.filter(({ definition }) => definition.files.includes(file));
    const names = new Set(described.map(({ domain }) => domain.name));
    // A description need not tell what its disk stands on.
    for (const volume of await storage.standingOn(file)) {
      const owner = all.find(
        ({ domain, definition }) =>
          isOfMachine(volume, domain.uuid) || definition.files.some((one) => basename(one) === volume),
      );
      names.add(owner?.domain.name ?? volume);
    }
    return [...names].sort();
  };

  const withPath = async (found: ImageManifest) => ({ ...found, path: join(await path(), found.volume) });

  const get = async (id: string) => {
    const found = await manifests.get(id);
    if (!found || !(await storage.find(found.volume))) return missingImage(id);
    return withPath(found);
  };

  const open = async (id: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    const { volume: name } = await get(id);
    return download(name, signal);
  };

  const download = async (name: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    const volume = await storage.find(name);
    if (!volume) throw volumeGone(name);
    const args = { volume, offset: 0n, length: 0n, flags: 0 };
    return (await session.client.openStream(procedures.storageVolumeDownload, args, { signal })).stream;
  };

  return {
    get,
    async all() {
      const [found, names, all] = await Promise.all([manifests.all(), storage.names(), machines.all()]);
      const there = new Set(names);
      return found
        .filter(({ volume }) => there.has(volume))
        .map(({ volume, ...facts }) => ({
          ...facts,
          usedBy: all
            .filter(({ definition }) => definition.files.some((file) => basename(file) === volume))
            .map(({ domain }) => domain.name)
            .sort(),
        }));
    },
    receive: (id) => openIntake(id, intakePool, manifests, programs),
    unfinished: () => unfinishedIntakes(intakePool),
    read: open,
    remove: (id) =>
      storage.alone(async () => {
        const found = await manifests.get(id);
        if (!found) return;
        const { path: file } = await withPath(found);
        const users = await usersOf(file);
        if (users.length > 0) throw inUse(id, users);
        await manifests.remove(id);
        await changing(cannotRemoveImage(id), () => storage.remove(found.volume));
      }),
    removeOld: () =>
      storage.alone(async () => {
        const current = new Set((await manifests.all()).map(({ volume }) => volume));
        const old = (await storage.names()).filter(
          (name) => imageOfVolume(name) !== null && !current.has(name),
        );
        const removed = [];
        for (const name of old) {
          const file = join(await path(), name);
          if ((await usersOf(file)).length > 0) continue;
          const sizeBytes = await sizeOf(file);
          await changing(cannotRemoveVolume(name), () => storage.remove(name));
          removed.push({ name, sizeBytes });
        }
        return removed;
      }),
    async save(machine, facts, signal) {
      const { id, origin } = facts;
      const { uuid, name } = machine.domain;
      const act = createHash('sha256')
        .update(`${uuid}\0${origin?.at ?? ''}`)
        .digest('hex');
      const volume = imageVolumeName(id, act, 'qcow2');
      const existing = await manifests.get(id);
      if (existing?.volume === volume) return;
      if (existing) {
        throw new PortError('exists', {
          en: `There is already an image called ${id}.`,
          es: `Ya hay una imagen llamada ${id}.`,
        });
      }
      try {
        const made = await changing(cannotCopy(name), async () =>
          storage.flatten(volumeToSave(machine, await path()), volume),
        );
        signal?.throwIfAborted();
        const { virtualSizeBytes, boots } = await inspectImage(made.key, programs, signal);
        const { sha256, sizeBytes } = await sumOf(await download(volume, signal));
        const size = { virtualSizeBytes, sizeBytes, ...(boots ? { boots } : {}) };
        await manifests.write({ ...facts, ...size, format: 'qcow2', sha256, volume });
      } catch (error) {
        await storage.alone(() => storage.remove(volume)).catch(() => undefined);
        throw error;
      }
    },
  };
}

/** @throws PortError always */
export function missingImage(id: string): never {
  const name = JSON.stringify(id.slice(0, 40));
  throw new PortError(
    'not-found',
    { en: `The image ${name} is not on this host.`, es: `La imagen ${name} no está en este anfitrión.` },
    { en: 'See which images there are: /image list', es: 'Vea qué imágenes hay: /image list' },
  );
}

function inUse(id: string, users: readonly string[]): PortError {
  const names = users.join(', ');
  return new PortError(
    'busy',
    { en: `The image ${id} is needed by ${names}.`, es: `${names} necesita la imagen ${id}.` },
    { en: 'Delete those machines first: /vm list', es: 'Borre antes esas máquinas: /vm list' },
  );
}

function cannotRemoveVolume(name: string): Text {
  return { en: `The volume ${name} cannot be removed`, es: `No se puede borrar el volumen ${name}` };
}

function cannotCopy(name: string): Text {
  return { en: `The disk of ${name} cannot be copied`, es: `No se puede copiar el disco de ${name}` };
}

async function sumOf(bytes: AsyncIterable<Uint8Array>): Promise<{ sha256: string; sizeBytes: number }> {
  const sum = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of bytes) {
    sum.update(piece);
    sizeBytes += piece.length;
  }
  return { sha256: sum.digest('hex'), sizeBytes };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
