import { basename, dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { HypervisorError } from '../../src/vm/hypervisor-error.ts';
import { type ConsoleWay, makeConsoleLog, mayHavePutAside, removeConsoleLogs } from './console-folder.ts';
import { consoleVolume, diskVolume, firstBootVolume, volumePrefix } from './ids.ts';
import { imageOfVolume } from './image/manifest.ts';
import { createPoolOrder } from './pool-order.ts';
import {
  libvirtErrorCode as code,
  hasCode,
  procedures,
  type StoragePool,
  type StorageVolume,
} from './rpc/index.ts';
import { patiently, type Session, SLOW } from './session.ts';
import { child, readXml, textOf, writeXml, type Xml } from './xml.ts';

/** The one pool that labvm works in. */
export interface Storage {
  /** The volume of a name, or null. */
  find(volume: string): Promise<StorageVolume | null>;
  names(): Promise<readonly string[]>;
  /**
   * Makes the volumes of a machine that is not there yet. What an earlier attempt left is replaced: it may be half
   * written.
   * @param isThere whether the machine is there by now: then its disk is not replaced
   * @returns their paths, or null if the machine is there
   */
  makeFor(uuid: string, parts: MachineParts, isThere: () => Promise<boolean>): Promise<MachinePaths | null>;
  /** Removes every volume of a machine, and what its console wrote; none there is fine. */
  removeOf(uuid: string): Promise<void>;
  /** Removes a volume; none there is fine. */
  remove(volume: string): Promise<void>;
  /** The volumes that stand on this file, whoever made them. */
  standingOn(path: string): Promise<readonly string[]>;
  /** A volume and those that it stands on, from the top, as far as they lie in the pool. */
  layers(volume: string): Promise<readonly string[]>;
  /** Copies a volume with everything below it into a new one that stands alone; an older one of its name is replaced. */
  flatten(volume: string, target: string): Promise<StorageVolume>;
  /** Has libvirt read the pool anew, which knows only the files that it made itself. */
  refresh(): Promise<void>;
  /** Does something while labvm changes nothing else in the pool. */
  alone<T>(act: () => Promise<T>): Promise<T>;
  /** The folder of the pool. */
  path(): Promise<string>;
  /** How much room there is, as libvirt last counted, and where the pool's files are. */
  size(): Promise<{ capacityBytes: bigint; availableBytes: bigint; path: string }>;
}

/** What a machine's volumes are. */
export interface MachineParts {
  /** null: it has no disk of its own. */
  readonly disk: { readonly bytes: bigint; readonly base: BaseFile | null } | null;
  /** What its system reads at its first start; null for nothing. */
  readonly firstBoot: { readonly kind: 'seed' | 'ignition'; readonly bytes: Buffer } | null;
}

/** The image below a disk. */
export interface BaseFile {
  readonly path: string;
  readonly format: 'qcow2' | 'raw';
}

export interface MachinePaths {
  readonly disk: string | null;
  readonly console: string;
  readonly firstBoot: string | null;
}

/**
 * @param poolName the pool; nothing outside it is ever touched
 * @param consoles where new machines' consoles are written to
 */
export function createStorage({ client }: Session, poolName: string, consoles: ConsoleWay): Storage {
  const order = createPoolOrder();
  const pool = async (): Promise<StoragePool> => {
    try {
      return (await client.call(procedures.storagePoolLookupByName, { name: poolName })).pool;
    } catch (error) {
      if (!hasCode(error, code.noStoragePool)) throw error;
      throw new HypervisorError(
        'failed',
        {
          en: `libvirt has no storage pool ${poolName}, which holds all disks and images.`,
          es: `libvirt no tiene el almacén ${poolName}, donde están todos los discos y las imágenes.`,
        },
        {
          en: 'An administrator makes it: bash scripts/setup.sh',
          es: 'Un administrador lo crea: bash scripts/setup.sh',
        },
        { cause: error },
      );
    }
  };

  const lookUp = async (inPool: StoragePool, name: string): Promise<StorageVolume | null> => {
    try {
      return (await client.call(procedures.storageVolumeLookupByName, { pool: inPool, name })).volume;
    } catch (error) {
      if (hasCode(error, code.noStorageVolume)) return null;
      throw error;
    }
  };

  /** What another tool made is not known before libvirt reads the pool anew. */
  const lookUpAnew = async (inPool: StoragePool, name: string): Promise<StorageVolume | null> => {
    const known = await lookUp(inPool, name);
    if (known) return known;
    await refresh(inPool);
    return lookUp(inPool, name);
  };

  const remove = (volume: StorageVolume): Promise<void> =>
    patiently(async () => {
      try {
        await client.call(procedures.storageVolumeDelete, { volume, flags: 0 }, SLOW);
      } catch (error) {
        if (!hasCode(error, code.noStorageVolume)) throw error;
      }
    });

  const make = async (
    inPool: StoragePool,
    name: string,
    description: Xml,
    isThere: () => Promise<boolean>,
  ): Promise<string | null> => {
    const xml = writeXml({ volume: { name, ...description } });
    const create = () =>
      client.call(procedures.storageVolumeCreateXml, { pool: inPool, xml, flags: 0 }, SLOW);
    try {
      return (await patiently(create)).volume.key;
    } catch (error) {
      if (!hasCode(error, code.storageVolumeExists)) throw error;
      if (await isThere()) return null;
      const left = await lookUp(inPool, name);
      if (left) await remove(left);
      return (await patiently(create)).volume.key;
    }
  };

  /** Writes a small volume's content; libvirt confirms the end. */
  const fill = async (inPool: StoragePool, name: string, bytes: Buffer): Promise<void> => {
    const volume = await lookUp(inPool, name);
    if (!volume) {
      throw new HypervisorError('failed', {
        en: `The volume ${name} was made and is gone again.`,
        es: `El volumen ${name} se creó y ya no está.`,
      });
    }
    const args = { volume, offset: 0n, length: BigInt(bytes.length), flags: 0 };
    const { stream } = await client.openStream(procedures.storageVolumeUpload, args);
    stream.end(bytes);
    await finished(stream, { readable: false });
  };

  const pathOf = async (inPool: StoragePool): Promise<string> => {
    const { xml } = await client.call(procedures.storagePoolGetXmlDesc, { pool: inPool, flags: 0 });
    const path = textOf(child(child(readXml(xml), 'pool'), 'target'), 'path');
    if (path?.startsWith('/')) return path;
    throw new HypervisorError(
      'failed',
      {
        en: `The storage pool ${poolName} is no folder, and labvm uses no other kind.`,
        es: `El almacén ${poolName} no es una carpeta, y labvm no usa otra clase.`,
      },
      {
        en: 'An administrator removes it and makes it anew: bash scripts/setup.sh',
        es: 'Un administrador lo quita y lo crea de nuevo: bash scripts/setup.sh',
      },
    );
  };

  const refresh = (inPool: StoragePool): Promise<unknown> =>
    patiently(() => client.call(procedures.storagePoolRefresh, { pool: inPool, flags: 0 }, SLOW));

  /** What a volume stands on; null: on nothing, or it is gone. */
  const baseOf = async (volume: StorageVolume): Promise<string | null> => {
    try {
      const { xml } = await client.call(procedures.storageVolumeGetXmlDesc, { volume, flags: 0 });
      return textOf(child(child(readXml(xml), 'volume'), 'backingStore'), 'path') ?? null;
    } catch (error) {
      if (hasCode(error, code.noStorageVolume)) return null;
      throw error;
    }
  };

  const volumesOf = async (inPool: StoragePool, uuid: string): Promise<readonly StorageVolume[]> => {
    const args = { pool: inPool, needResults: 1, flags: 0 };
    const { volumes } = await client.call(procedures.storagePoolListAllVolumes, args);
    return volumes.filter(({ name }) => name.startsWith(volumePrefix(uuid)));
  };

  return {
    find: async (volume) => lookUp(await pool(), volume),
    async names() {
      const args = { pool: await pool(), needResults: 1, flags: 0 };
      const { volumes } = await client.call(procedures.storagePoolListAllVolumes, args);
      return volumes.map(({ name }) => name);
    },
    makeFor: (uuid, { disk, firstBoot }, isThere) =>
      order.beside(async () => {
        const inPool = await pool();
        const consolePath =
          consoles === 'folder'
            ? await makeConsoleLog(await pathOf(inPool), uuid, isThere)
            : await make(inPool, consoleVolume(uuid), privateFile(0), isThere);
        if (consolePath === null) return null;
        const paths = { disk: null as string | null, console: consolePath, firstBoot: null as string | null };
        if (firstBoot) {
          const { kind, bytes } = firstBoot;
          const name = firstBootVolume(uuid, kind);
          paths.firstBoot = await make(inPool, name, privateFile(bytes.length), isThere);
          if (paths.firstBoot === null) return null;
          await fill(inPool, name, bytes);
        }
        if (disk) {
          const description = disk.base ? overlay(disk.base, disk.bytes) : emptyDisk(disk.bytes);
          paths.disk = await make(inPool, diskVolume(uuid), description, isThere);
          if (paths.disk === null) return null;
        }
        return paths;
      }),
    removeOf: (uuid) =>
      order.alone(async () => {
        const inPool = await pool();
        const removeVolumes = async () => {
          for (const volume of await volumesOf(inPool, uuid)) await remove(volume);
        };
        await removeVolumes();
        // virtlogd adds files when a console's file is full, and libvirt knows nothing of them.
        const folder = await pathOf(inPool);
        if (consoles === 'folder') await removeConsoleLogs(folder, uuid);
        else if (await mayHavePutAside(folder, uuid)) {
          await refresh(inPool);
          await removeVolumes();
        }
      }),
    async remove(name) {
      const volume = await lookUp(await pool(), name);
      if (volume) await remove(volume);
    },
    async standingOn(path) {
      const args = { pool: await pool(), needResults: 1, flags: 0 };
      const { volumes } = await client.call(procedures.storagePoolListAllVolumes, args);
      const found = await Promise.all(
        volumes.map(async (volume) => {
          const mayStand = imageOfVolume(volume.name) === null && !NEVER_STANDS.test(volume.name);
          return mayStand && (await baseOf(volume)) === path ? [volume.name] : [];
        }),
      );
      return found.flat();
    },
    async layers(name) {
      const inPool = await pool();
      const folder = await pathOf(inPool);
      const found: string[] = [];
      for (let volume = await lookUp(inPool, name); volume && found.length < MOST_LAYERS; ) {
        found.push(volume.name);
        const below = await baseOf(volume);
        volume = below !== null && dirname(below) === folder ? await lookUp(inPool, basename(below)) : null;
      }
      return found;
    },
    flatten: (name, target) =>
      order.beside(async () => {
        const inPool = await pool();
        const source = await lookUpAnew(inPool, name);
        if (!source) throw volumeGone(name);
        const left = await lookUp(inPool, target);
        if (left) await remove(left);
        const { capacity } = await client.call(procedures.storageVolumeGetInfo, { volume: source });
        const xml = writeXml({ volume: { name: target, ...standingAlone(capacity) } });
        const args = { pool: inPool, xml, source, flags: 0 };
        return (await patiently(() => client.call(procedures.storageVolumeCreateXmlFrom, args, LONG))).volume;
      }),
    refresh: () =>
      order.alone(async () => {
        await refresh(await pool());
      }),
    alone: order.alone,
    path: async () => pathOf(await pool()),
    async size() {
      const inPool = await pool();
      const { capacity, available } = await client.call(procedures.storagePoolGetInfo, { pool: inPool });
      return { capacityBytes: capacity, availableBytes: available, path: await pathOf(inPool) };
    },
  };
}

export function volumeGone(name: string): HypervisorError {
  return new HypervisorError(
    'not-found',
    { en: `The volume ${name} is gone.`, es: `El volumen ${name} ya no está.` },
    {
      en: 'An administrator puts it back into the storage pool, or removes what needed it.',
      es: 'Un administrador lo restaura en el almacén, o borra lo que lo necesitaba.',
    },
  );
}

/** Of a machine's volumes those that are no disks: their bytes may be the guest's, and name what they like. */
const NEVER_STANDS = /^vm-[0-9a-f-]{36}\.(?:log|seed\.iso|ign)/;

/** More layers below a disk nobody makes. */
const MOST_LAYERS = 16;

/** For the copy of a whole disk, in milliseconds. */
const LONG = { lane: 'copy', timeoutMs: 3_600_000 } as const;

/** A copy-on-write disk that holds nothing yet (libvirt: Storage volume XML format). */
function overlay({ path, format }: BaseFile, diskBytes: bigint): Xml {
  return { ...emptyDisk(diskBytes), backingStore: { path, format: { '@type': format } } };
}

/** A disk that takes only what is written to it. */
function emptyDisk(diskBytes: bigint): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(diskBytes) },
    target: { format: { '@type': 'qcow2' }, compat: '1.1' },
  };
}

/** An image: everybody whom the folder lets pass may read it, as QEMU has to. */
function standingAlone(diskBytes: bigint): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(diskBytes) },
    target: { format: { '@type': 'qcow2' }, permissions: { mode: '0644' }, compat: '1.1' },
  };
}

/** A file that only root reads, until libvirt gives it to QEMU; through the pool whomever libvirt lets in can read it. */
function privateFile(bytes: number): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(bytes) },
    allocation: { '@unit': 'bytes', '#text': String(bytes) },
    target: { format: { '@type': 'raw' }, permissions: { mode: '0600' } },
  };
}
