import { basename } from 'node:path/posix';
import type { Text } from '../../src/base/text.ts';
import { clean } from '../../src/view/clean.ts';
import { Fooled } from './trouble.ts';

/** How files are called that are disks or discs; of an archive's names, labvm reads nothing but that. */
const DISK = /\.(?:vmdk|vdi|vhdx?|hdd|qcow2?|img|raw|iso)(?:\.(?:gz|xz|zst|bz2))?$/i;

/** More than anybody packs beside a disk: each costs time, even one of no bytes. */
const MOST_FILES = 10_000;

/** Picks the one disk of an archive. */
export interface OneDisk {
  /** @returns whether the file that comes now is it. @throws Fooled where there was one before, or too many of others */
  isNext(name: string): boolean;
  /** At the archive's end. @throws Fooled where there was none */
  end(): void;
}

/** @param kind as people call the archive */
export function createOneDisk(kind: string): OneDisk {
  let first: string | null = null;
  const others: string[] = [];
  let files = 0;
  return {
    isNext(path) {
      files += 1;
      if (files > MOST_FILES) throw tooManyFiles(kind);
      const name = basename(path);
      // What a Mac puts beside each file.
      if (!DISK.test(name) || name.startsWith('._')) {
        if (others.length < 5) others.push(name);
        return false;
      }
      if (first !== null) throw severalDisks(kind, [first, name]);
      first = name;
      return true;
    },
    end() {
      if (first === null) throw noDisk(kind, others);
    },
  };
}

function severalDisks(kind: string, names: readonly string[]): Fooled {
  const list = names.map(shown).join(', ');
  return new Fooled(
    {
      en: `The archive (${kind}) contains several disks, but an image is a single one: ${list} …`,
      es: `El archivo (${kind}) contiene varios discos, pero una imagen es uno solo: ${list} …`,
    },
    TAKE_ONE,
  );
}

function noDisk(kind: string, names: readonly string[]): Fooled {
  const list = names.map(shown).join(', ') || '—';
  return new Fooled(
    {
      en: `The archive (${kind}) contains neither a disk nor a disc: ${list}`,
      es: `El archivo (${kind}) no contiene ningún disco: ${list}`,
    },
    TAKE_ONE,
  );
}

function tooManyFiles(kind: string): Fooled {
  return new Fooled(
    {
      en: `The archive (${kind}) contains more than ${MOST_FILES} files, but an image is a single disk.`,
      es: `El archivo (${kind}) contiene más de ${MOST_FILES} ficheros, pero una imagen es un solo disco.`,
    },
    TAKE_ONE,
  );
}

function shown(name: string): string {
  return clean(name).slice(0, 40);
}

const TAKE_ONE: Text = {
  en: 'Nothing was kept. Unpack it (tar -xf FILE, unzip FILE). If the disk is split into parts: qemu-img convert -O qcow2 DISK disk.qcow2. Then add it: /image add',
  es: 'No se ha guardado nada. Descomprímalo (tar -xf FICHERO, unzip FICHERO). Si el disco está en partes: qemu-img convert -O qcow2 DISCO disk.qcow2. Luego añádalo: /image add',
};
