import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import {
  libvirtErrorCode as code,
  hasCode,
  type LibvirtClient,
  procedures,
  type StoragePool,
} from '../rpc/index.ts';
import { child, readXml, textOf } from '../xml.ts';
import { engineUser, mayEnter } from './engine-user.ts';

const LABEL: Text = { en: 'Storage pool', es: 'Almacén' };

/** VIR_STORAGE_POOL_RUNNING. */
const RUNNING = 2;

/** A pool that is on, with its folder. */
export interface OpenPool {
  readonly pool: StoragePool;
  readonly folder: string;
}

/** @returns null where the pool is off, or there is none */
export async function openPool(client: LibvirtClient, name: string): Promise<OpenPool | 'off' | 'missing'> {
  const pool = await lookUp(client, name);
  if (!pool) return 'missing';
  const { state } = await client.call(procedures.storagePoolGetInfo, { pool });
  if (state !== RUNNING) return 'off';
  const { xml } = await client.call(procedures.storagePoolGetXmlDesc, { pool, flags: 0 });
  const folder = textOf(child(child(readXml(xml), 'pool'), 'target'), 'path') ?? '';
  return { pool, folder };
}

async function lookUp(client: LibvirtClient, name: string): Promise<StoragePool | null> {
  try {
    return (await client.call(procedures.storagePoolLookupByName, { name })).pool;
  } catch (error) {
    if (hasCode(error, code.noStoragePool)) return null;
    throw error;
  }
}

/** Whether the pool is on, and QEMU gets to what is in it. */
export async function checkPool(
  { client, programs, isRoot }: { client: LibvirtClient; programs: Programs; isRoot: boolean },
  name: string,
): Promise<readonly Check[]> {
  const open = await openPool(client, name);
  if (open === 'missing') return [found('bad', missing(name), SET_UP)];
  if (open === 'off') return [found('bad', off(name), SET_UP)];
  const { folder } = open;
  const user = await engineUser(client, programs);
  if (user === null || (await mayEnter(user, folder, { programs, isRoot }))) {
    return [found('good', reached(folder, user?.name ?? 'root'))];
  }
  return [found('bad', closed(folder, user.name), openUp(folder))];
}

function found(state: Check['state'], detail: Text, remedy?: Text): Check {
  return { name: 'pool', label: LABEL, state, detail, ...(remedy ? { remedy } : {}) };
}

function reached(folder: string, user: string): Text {
  return {
    en: `${folder}, which QEMU’s user ${user} can open`,
    es: `${folder}, que el usuario de QEMU ${user} puede abrir`,
  };
}
function closed(folder: string, user: string): Text {
  return {
    en: `No machine starts: QEMU runs as the user ${user}, who cannot open ${folder} or a folder above it`,
    es: `Ninguna máquina arranca: QEMU se ejecuta como el usuario ${user}, que no puede entrar en ${folder} o en una carpeta superior`,
  };
}
function openUp(folder: string): Text {
  return {
    en: `As root, let everybody pass through this folder and those above it: chmod o+x ${folder}, and so on. This does not let anybody read what is inside.`,
    es: `Como root, permita a todos atravesar esta carpeta y las superiores: chmod o+x ${folder}, etc. Así nadie puede leer su contenido.`,
  };
}
function missing(name: string): Text {
  return { en: `libvirt has no storage pool ${name}`, es: `libvirt no tiene ningún almacén ${name}` };
}
function off(name: string): Text {
  return { en: `The storage pool ${name} is switched off`, es: `El almacén ${name} está desactivado` };
}
const SET_UP: Text = {
  en: 'Run as root: bash scripts/setup.sh. It creates the pool and switches it on; the files in its folder are kept.',
  es: 'Ejecute como root: bash scripts/setup.sh. Crea el almacén y lo activa; los ficheros de su carpeta se conservan.',
};
