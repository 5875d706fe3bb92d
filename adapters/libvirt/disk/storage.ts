import { basename, dirname } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import { imageOfVolume } from '../image/manifest.ts';
import { consoleVolume, diskVolume, firstBootVolume, volumePrefix } from '../machine/ids.ts';
import { type LibvirtClient, procedures, type StorageVolume } from '../rpc/index.ts';
import {
  type ConsoleWay,
  makeConsoleLog,
  mayHavePutAside,
  removeConsoleLogs,
} from '../screen/console-folder.ts';
import { patiently, type Session } from '../session.ts';
import { writeXml } from '../xml.ts';
import { createPool, type Pool } from './pool.ts';
import { createPoolOrder } from './pool-lock.ts';
import { type BaseFile, emptyDisk, overlay, privateFile, standingAlone } from './volume-xml.ts';

/** What labvm does in its one pool: the volumes of machines and images. */
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
  const pool = createPool(client, poolName);
  const { open, lookUp, volumes, remove, pathOf, refresh } = pool;
  return {
    find: async (volume) => lookUp(await open(), volume),
    names: async () => (await volumes(await open())).map(({ name }) => name),
    makeFor: (uuid, parts, isThere) => order.beside(() => makeFor(pool, consoles, uuid, parts, isThere)),
    removeOf: (uuid) => order.alone(() => removeOf(pool, consoles, uuid)),
    async remove(name) {
      const volume = await lookUp(await open(), name);
      if (volume) await remove(volume);
    },
    standingOn: (path) => standingOn(pool, path),
    layers: (volume) => layers(pool, volume),
    flatten: (name, target) => order.beside(() => flatten(client, pool, name, target)),
    refresh: () =>
      order.alone(async () => {
        await refresh(await open());
      }),
    alone: order.alone,
    path: async () => pathOf(await open()),
    async size() {
      const inPool = await open();
      const { capacity, available } = await client.call(procedures.storagePoolGetInfo, { pool: inPool });
      return { capacityBytes: capacity, availableBytes: available, path: await pathOf(inPool) };
    },
  };
}

async function makeFor(
  { open, pathOf, make, fill }: Pool,
  consoles: ConsoleWay,
  uuid: string,
  { disk, firstBoot }: MachineParts,
  isThere: () => Promise<boolean>,
): Promise<MachinePaths | null> {
  const inPool = await open();
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
}

async function removeOf(
  { open, volumes, remove, pathOf, refresh }: Pool,
  consoles: ConsoleWay,
  uuid: string,
): Promise<void> {
  const inPool = await open();
  const removeVolumes = async () => {
    const all = await volumes(inPool);
    for (const volume of all.filter(({ name }) => name.startsWith(volumePrefix(uuid)))) await remove(volume);
  };
  await removeVolumes();
  // virtlogd adds files when a console's file is full, and libvirt knows nothing of them.
  const folder = await pathOf(inPool);
  if (consoles === 'folder') await removeConsoleLogs(folder, uuid);
  else if (await mayHavePutAside(folder, uuid)) {
    await refresh(inPool);
    await removeVolumes();
  }
}

async function standingOn({ open, volumes, baseOf }: Pool, path: string): Promise<readonly string[]> {
  const found = await Promise.all(
    (await volumes(await open())).map(async (volume) => {
      const mayStand = imageOfVolume(volume.name) === null && !NEVER_STANDS.test(volume.name);
      return mayStand && (await baseOf(volume)) === path ? [volume.name] : [];
    }),
  );
  return found.flat();
}

async function layers({ open, pathOf, lookUp, baseOf }: Pool, name: string): Promise<readonly string[]> {
  const inPool = await open();
  const folder = await pathOf(inPool);
  const found: string[] = [];
  for (let volume = await lookUp(inPool, name); volume && found.length < MOST_LAYERS; ) {
    found.push(volume.name);
    const below = await baseOf(volume);
    volume = below !== null && dirname(below) === folder ? await lookUp(inPool, basename(below)) : null;
  }
  return found;
}

async function flatten(
  client: LibvirtClient,
  { open, lookUp, lookUpAnew, remove }: Pool,
  name: string,
  target: string,
): Promise<StorageVolume> {
  const inPool = await open();
  const source = await lookUpAnew(inPool, name);
  if (!source) throw volumeGone(name);
  const left = await lookUp(inPool, target);
  if (left) await remove(left);
  const { capacity } = await client.call(procedures.storageVolumeGetInfo, { volume: source });
  const xml = writeXml({ volume: { name: target, ...standingAlone(capacity) } });
  const args = { pool: inPool, xml, source, flags: 0 };
  return (await patiently(() => client.call(procedures.storageVolumeCreateXmlFrom, args, LONG))).volume;
}

export function volumeGone(name: string): PortError {
  return new PortError(
    'not-found',
    { en: `The volume ${name} is gone.`, es: `El volumen ${name} ya no está.` },
    {
      en: 'An administrator can restore it to the storage pool, or remove what needs it.',
      es: 'Un administrador puede restaurarlo en el almacén, o borrar lo que lo necesita.',
    },
  );
}

/** Of a machine's volumes those that are no disks: their bytes may be the guest's, and name what they like. */
const NEVER_STANDS = /^vm-[0-9a-f-]{36}\.(?:log|seed\.iso|ign)/;

/** More layers below a disk nobody makes. */
const MOST_LAYERS = 16;

/** For the copy of a whole disk, in milliseconds. */
const LONG = { lane: 'copy', timeoutMs: 3_600_000 } as const;
