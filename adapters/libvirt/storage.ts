import { HypervisorError } from '../../src/vm/hypervisor-error.ts';
import { consoleVolume, diskVolume, volumePrefix } from './ids.ts';
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
   * Makes the disk of a machine that is not there yet, empty above an image, and the file for its console. What an
   * earlier attempt left is replaced: it may be half written.
   * @param isThere whether the machine is there by now: then its disk is not replaced
   * @returns their paths, as libvirt gave them, or null if the machine is there
   */
  makeFor(
    uuid: string,
    basePath: string,
    diskBytes: bigint,
    isThere: () => Promise<boolean>,
  ): Promise<{ disk: string; console: string } | null>;
  /** Removes every volume of a machine; none there is fine. */
  removeOf(uuid: string): Promise<void>;
  /** How much room there is, as libvirt last counted, and where the pool's files are. */
  size(): Promise<{ capacityBytes: bigint; availableBytes: bigint; path: string }>;
}

/** All of labvm's changes to the pool come in order, because libvirt refuses some while another goes on. */
const ORDER_KEY = 'pool';

/** @param poolName the pool; nothing outside it is ever touched */
export function createStorage({ client, order }: Session, poolName: string): Storage {
  const pool = async (): Promise<StoragePool> => {
    try {
      return (await client.call(procedures.storagePoolLookupByName, { name: poolName })).pool;
    } catch (error) {
      if (!hasCode(error, code.noStoragePool)) throw error;
      throw new HypervisorError(
        'failed',
        `libvirt has no storage pool ${poolName}: run scripts/setup.sh, which makes it.`,
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
    makeFor: (uuid, basePath, diskBytes, isThere) =>
      order.run(ORDER_KEY, undefined, async () => {
        const inPool = await pool();
        const log = await make(inPool, consoleVolume(uuid), consoleFile(), isThere);
        const disk = await make(inPool, diskVolume(uuid), overlay(basePath, diskBytes), isThere);
        return log === null || disk === null ? null : { disk, console: log };
      }),
    removeOf: (uuid) =>
      order.run(ORDER_KEY, undefined, async () => {
        const inPool = await pool();
        // libvirt knows only the files that it made itself, and virtlogd adds some when a console's file is full.
        await patiently(() => client.call(procedures.storagePoolRefresh, { pool: inPool, flags: 0 }, SLOW));
        for (const volume of await volumesOf(inPool, uuid)) await remove(volume);
      }),
    async size() {
      const inPool = await pool();
      const { capacity, available } = await client.call(procedures.storagePoolGetInfo, { pool: inPool });
      const { xml } = await client.call(procedures.storagePoolGetXmlDesc, { pool: inPool, flags: 0 });
      const path = textOf(child(child(readXml(xml), 'pool'), 'target'), 'path') ?? '';
      return { capacityBytes: capacity, availableBytes: available, path };
    },
  };
}

/** A copy-on-write disk that holds nothing yet (libvirt: Storage volume XML format). */
function overlay(basePath: string, diskBytes: bigint): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': String(diskBytes) },
    target: { format: { '@type': 'qcow2' }, compat: '1.1' },
    backingStore: { path: basePath, format: { '@type': 'qcow2' } },
  };
}

/** An empty file that only root reads; through the pool everybody whom libvirt lets in can read it. */
function consoleFile(): Xml {
  return {
    capacity: { '@unit': 'bytes', '#text': '0' },
    allocation: { '@unit': 'bytes', '#text': '0' },
    target: { format: { '@type': 'raw' }, permissions: { mode: '0600' } },
  };
}
