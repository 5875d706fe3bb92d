import { finished } from 'node:stream/promises';
import { PortError } from '../../../src/base/port-error.ts';
import {
  libvirtErrorCode as code,
  hasCode,
  type LibvirtClient,
  procedures,
  type StoragePool,
  type StorageVolume,
} from '../rpc/index.ts';
import { patiently, SLOW } from '../session.ts';
import { child, readXml, textOf, writeXml, type Xml } from '../xml.ts';

/** The pool as libvirt has it: a folder, and the volumes that libvirt knows of in it. */
export interface Pool {
  /** @throws PortError where libvirt has none of that name */
  open(): Promise<StoragePool>;
  /** The volume of a name, or null. */
  lookUp(inPool: StoragePool, name: string): Promise<StorageVolume | null>;
  /** As `lookUp`, also of a volume that another tool made, which libvirt does not know before it reads the pool anew. */
  lookUpAnew(inPool: StoragePool, name: string): Promise<StorageVolume | null>;
  volumes(inPool: StoragePool): Promise<readonly StorageVolume[]>;
  /**
   * Makes a volume; what is left of an earlier one of that name is replaced.
   * @param isThere whether whoever needs it has it by now: then it is not replaced
   * @returns its path, or null if it is there
   */
  make(
    inPool: StoragePool,
    name: string,
    description: Xml,
    isThere: () => Promise<boolean>,
  ): Promise<string | null>;
  /** Writes a small volume's content; libvirt confirms the end. */
  fill(inPool: StoragePool, name: string, bytes: Buffer): Promise<void>;
  /** Removes a volume; one that is gone is fine. */
  remove(volume: StorageVolume): Promise<void>;
  /** What a volume stands on; null: on nothing, or it is gone. */
  baseOf(volume: StorageVolume): Promise<string | null>;
  /** @throws PortError where the pool is no folder */
  pathOf(inPool: StoragePool): Promise<string>;
  refresh(inPool: StoragePool): Promise<unknown>;
}

/** @param poolName nothing outside this pool is ever touched */
export function createPool(client: LibvirtClient, poolName: string): Pool {
  const open = async (): Promise<StoragePool> => {
    try {
      return (await client.call(procedures.storagePoolLookupByName, { name: poolName })).pool;
    } catch (error) {
      if (!hasCode(error, code.noStoragePool)) throw error;
      throw new PortError(
        'failed',
        {
          en: `libvirt has no storage pool ${poolName}, which holds all disks and images.`,
          es: `libvirt no tiene el almacén ${poolName}, donde están todos los discos y las imágenes.`,
        },
        {
          en: 'An administrator can create it: bash scripts/setup.sh',
          es: 'Un administrador puede crearlo: bash scripts/setup.sh',
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

  const refresh = (inPool: StoragePool): Promise<unknown> =>
    patiently(() => client.call(procedures.storagePoolRefresh, { pool: inPool, flags: 0 }, SLOW));

  const lookUpAnew = async (inPool: StoragePool, name: string): Promise<StorageVolume | null> => {
    const known = await lookUp(inPool, name);
    if (known) return known;
    await refresh(inPool);
    return lookUp(inPool, name);
  };

  const volumes = async (inPool: StoragePool): Promise<readonly StorageVolume[]> => {
    const args = { pool: inPool, needResults: 1, flags: 0 };
    return (await client.call(procedures.storagePoolListAllVolumes, args)).volumes;
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

  const fill = async (inPool: StoragePool, name: string, bytes: Buffer): Promise<void> => {
    const volume = await lookUp(inPool, name);
    if (!volume) {
      throw new PortError('failed', {
        en: `The volume ${name} was created but is gone again.`,
        es: `El volumen ${name} se creó, pero ya no está.`,
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
    throw new PortError(
      'failed',
      {
        en: `The storage pool ${poolName} is not a folder, and labvm supports no other kind.`,
        es: `El almacén ${poolName} no es una carpeta, y labvm no admite otro tipo.`,
      },
      {
        en: 'An administrator can remove it and create it again: bash scripts/setup.sh',
        es: 'Un administrador puede quitarlo y crearlo de nuevo: bash scripts/setup.sh',
      },
    );
  };

  const baseOf = async (volume: StorageVolume): Promise<string | null> => {
    try {
      const { xml } = await client.call(procedures.storageVolumeGetXmlDesc, { volume, flags: 0 });
      return textOf(child(child(readXml(xml), 'volume'), 'backingStore'), 'path') ?? null;
    } catch (error) {
      if (hasCode(error, code.noStorageVolume)) return null;
      throw error;
    }
  };

  return { open, lookUp, lookUpAnew, volumes, make, fill, remove, baseOf, pathOf, refresh };
}
