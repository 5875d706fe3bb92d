import { open, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Programs } from '../../../src/base/program.ts';
import { join, type Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { aboutMachines, type Named } from '../../../src/host/named.ts';
import { systemWords } from '../../../src/view/system-words.ts';
import { isMissing, isRefused } from '../file-errors.ts';
import type { ImageManifest } from '../image/manifest.ts';
import type { Machine } from '../machine/machines.ts';
import { isOwn } from '../machine/own-machine.ts';
import {
  libvirtErrorCode as code,
  hasCode,
  type LibvirtClient,
  procedures,
  type StorageVolume,
} from '../rpc/index.ts';
import { child, readXml, textOf } from '../xml.ts';
import { allows, type EngineUser, engineUser } from './engine-user.ts';
import { type OpenPool, openPool } from './pool.ts';

const LABEL: Text = { en: 'Disks and discs', es: 'Discos' };

/** What keeps a machine from a file that it needs. */
export type Fault = 'missing' | 'closed' | 'broken' | 'cut' | 'unseen';

/** A file of a machine that it could not start with. */
interface BadFile extends Named, Finding {
  readonly file: string;
}

interface Finding {
  readonly fault: Fault;
  /** Why it could not be looked at, where that is the fault. */
  readonly why?: Text;
}

/** So many are named; whoever has mended them asks again. */
const MOST_NAMED = 5;

export interface FilesPorts {
  readonly client: LibvirtClient;
  readonly programs: Programs;
  readonly machines: () => Promise<readonly Machine[]>;
  readonly manifests: () => Promise<readonly ImageManifest[]>;
}

/** Whether every file that a machine needs at its start is there, opens, and may be read by QEMU. */
export async function checkMachineFiles(
  { client, programs, machines, manifests }: FilesPorts,
  poolName: string,
): Promise<readonly Check[]> {
  const [openedPool, all, images, user] = await Promise.all([
    openPool(client, poolName),
    machines(),
    manifests(),
    engineUser(client, programs),
  ]);
  // The pool's own finding says it.
  if (typeof openedPool === 'string') return [];
  const own = all.filter(isOwn);
  const sizes = new Map(images.map(({ volume, sizeBytes }) => [volume, sizeBytes]));
  const look = await fileLook(client, openedPool, { sizes, user });
  const files = [...new Set(own.flatMap(({ definition }) => definition.files))];
  const faults = new Map(await Promise.all(files.map(async (file) => [file, await look(file)] as const)));
  const bad = own.flatMap(({ domain, definition }) =>
    definition.files.flatMap((file): readonly BadFile[] => {
      const finding = faults.get(file);
      return finding ? [{ name: domain.name, owner: definition.metadata.owner, file, ...finding }] : [];
    }),
  );
  return [bad.length === 0 ? whole(own.length) : aboutMachines(bad, faulty(bad))];
}

interface Measure {
  /** How long each image's file was when it was taken in, by volume. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly user: EngineUser | null;
}

/** A look at one file after another, by what libvirt, which is root, finds when it opens it. */
async function fileLook(
  client: LibvirtClient,
  { pool, folder }: OpenPool,
  { sizes, user }: Measure,
): Promise<(file: string) => Promise<Finding | null>> {
  const { volumes } = await client.call(procedures.storagePoolListAllVolumes, {
    pool,
    needResults: 1,
    flags: 0,
  });
  const known = new Map(volumes.map((volume) => [volume.name, volume]));
  return async (file) => {
    const found = await stat(file).catch((error: unknown) => ({ error }));
    const [facts, error] = 'error' in found ? [null, found.error] : [found, null];
    if (isMissing(error)) return { fault: 'missing' };
    const volume = dirname(file) === folder ? known.get(basename(file)) : undefined;
    const seen = volume ? await openedByLibvirt(client, volume) : null;
    if (seen === 'missing') return { fault: 'missing' };
    const rights = seen ?? facts;
    // libvirt, which is root, opens what is in its pool; of the rest nobody says whether it is there.
    if (rights === null) return unseen(error);
    if (user && !isReadable(rights, user)) return { fault: 'closed' };
    const begins = file.endsWith('.qcow2') ? await beginningOf(file) : 'as a disk';
    if (begins === 'otherwise') return { fault: 'broken' };
    if (typeof begins !== 'string') return unseen(begins.error);
    return facts && facts.size < (sizes.get(basename(file)) ?? 0) ? { fault: 'cut' } : null;
  };
}

function unseen(error: unknown): Finding {
  return { fault: 'unseen', why: systemWords(error) };
}

/** Where libvirt gives a machine its files, it is enough that their owner may read them. */
function isReadable(rights: Parameters<typeof allows>[0], user: EngineUser): boolean {
  return allows(rights, user, 4) || (user.isGivenFiles && (rights.mode & 0o400) !== 0);
}

/** How a qcow2 file begins (QEMU, docs/interop/qcow2.txt). */
const QCOW2 = Buffer.from('QFI\u00fb', 'latin1');

/** How a file begins. Who may not read it takes it for a disk, as QEMU's user may: that was looked at before. */
async function beginningOf(file: string): Promise<'as a disk' | 'otherwise' | { readonly error: unknown }> {
  try {
    await using handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(QCOW2.length), 0, QCOW2.length, 0);
    return buffer.subarray(0, bytesRead).equals(QCOW2) ? 'as a disk' : 'otherwise';
  } catch (error) {
    return isRefused(error) ? 'as a disk' : { error };
  }
}

interface OpenedVolume {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function openedByLibvirt(
  client: LibvirtClient,
  volume: StorageVolume,
): Promise<OpenedVolume | 'missing'> {
  try {
    const { xml } = await client.call(procedures.storageVolumeGetXmlDesc, { volume, flags: 0 });
    const target = child(child(readXml(xml), 'volume'), 'target');
    const rights = child(target, 'permissions');
    return {
      mode: Number.parseInt(textOf(rights, 'mode') ?? '0', 8),
      uid: Number(textOf(rights, 'owner')),
      gid: Number(textOf(rights, 'group')),
    };
  } catch (error) {
    if (hasCode(error, code.noStorageVolume)) return 'missing';
    throw error;
  }
}

const ONE: Text = { en: 'machine', es: 'máquina' };
const SEVERAL: Text = { en: 'machines', es: 'máquinas' };

function whole(machines: number): Check {
  const noun = machines === 1 ? ONE : SEVERAL;
  const detail = {
    en: `all files of ${machines} ${noun.en} are there and can be opened`,
    es: `todos los ficheros de ${machines} ${noun.es} están y se pueden abrir`,
  };
  return { name: 'machine-files', label: LABEL, state: 'good', detail };
}

/** What helps is the same whoever asks. */
function faulty(all: readonly BadFile[]): (seen: readonly BadFile[], others: number) => Check {
  const kinds = [...new Set(all.map(({ fault }) => fault))].map((fault) => REMEDIES[fault]);
  const remedy = join(kinds, ' ');
  return (seen, others) => {
    const named = seen.slice(0, MOST_NAMED);
    const more = seen.length - named.length;
    const parts: readonly Text[] = [
      ...named.map((one) => told(one)),
      ...(more > 0 ? [{ en: `and ${more} more`, es: `y ${more} más` }] : []),
      ...(others > 0 ? [ofOthers(all.filter((one) => !seen.includes(one)))] : []),
    ];
    const state = all.every(isUnseen) ? 'warning' : 'bad';
    return { name: 'machine-files', label: LABEL, state, detail: join(parts, '; '), remedy };
  };
}

function isUnseen({ fault }: Finding): boolean {
  return fault === 'unseen';
}

function told({ name, file, fault, why }: BadFile): Text {
  if (fault !== 'unseen') return cannotStart(name, FAULTS[fault](file));
  return {
    en: `${name}: its file ${file} could not be checked${why ? `: ${why.en}` : ''}`,
    es: `${name}: no se ha podido comprobar su fichero ${file}${why ? `: ${why.es}` : ''}`,
  };
}

function cannotStart(machine: string, why: Text): Text {
  return { en: `${machine} cannot start: ${why.en}`, es: `${machine} no puede arrancar: ${why.es}` };
}

function ofOthers(others: readonly BadFile[]): Text {
  const files = others.length;
  if (others.every(isUnseen)) {
    return {
      en: `files of other people’s machines that could not be checked: ${files}`,
      es: `ficheros de máquinas de otras personas que no se han podido comprobar: ${files}`,
    };
  }
  return files === 1
    ? {
        en: 'a file of somebody else’s machine is missing or unusable',
        es: 'un fichero de la máquina de otra persona falta o está inservible',
      }
    : {
        en: `${files} files of other people’s machines are missing or unusable`,
        es: `${files} ficheros de máquinas de otras personas faltan o están inservibles`,
      };
}

const FAULTS: Readonly<Record<Exclude<Fault, 'unseen'>, (file: string) => Text>> = {
  missing: (file) => ({ en: `its file ${file} is gone`, es: `falta su fichero ${file}` }),
  closed: (file) => ({
    en: `QEMU is not allowed to read its file ${file}`,
    es: `QEMU no tiene permiso para leer su fichero ${file}`,
  }),
  broken: (file) => ({
    en: `its file ${file} is no longer a disk`,
    es: `su fichero ${file} ya no es un disco`,
  }),
  cut: (file) => ({ en: `its file ${file} is incomplete`, es: `su fichero ${file} está incompleto` }),
};

const REMEDIES: Readonly<Record<Fault, Text>> = {
  missing: {
    en: 'Restore the missing file from a backup, take its disc out (/cd eject), or delete the machine.',
    es: 'Recupere el fichero de una copia de seguridad, saque su disco (/cd eject) o borre la máquina.',
  },
  closed: {
    en: 'Give the file’s owner read access, as root: chmod u+rw; for an image: chmod a+r.',
    es: 'Dé permiso de lectura al dueño del fichero, como root: chmod u+rw; si es una imagen: chmod a+r.',
  },
  broken: {
    en: 'Restore the broken file from a backup, or delete the machine.',
    es: 'Recupere el fichero dañado de una copia de seguridad, o borre la máquina.',
  },
  cut: {
    en: 'Check the image: /image verify. Machines based on it work again once its file is restored from a backup.',
    es: 'Compruebe la imagen: /image verify. Las máquinas basadas en ella vuelven a funcionar al recuperar su fichero de una copia de seguridad.',
  },
  unseen: {
    en: "Check again as root, who can read every file: npm start -- '/host doctor'. If that fails too, check the disk the file is on: dmesg",
    es: "Compruébelo de nuevo como root, que puede leer todos los ficheros: npm start -- '/host doctor'. Si tampoco puede, revise el disco donde está: dmesg",
  },
};
