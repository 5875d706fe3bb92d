import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foreignDisk } from '../../../../adapters/libvirt/image/foreign-disk.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { disk, inFormat } from '../../download/support/formats.ts';
import { killedPrograms, latePrograms } from './support/cut-short.ts';
import { layTrap } from './support/trap.ts';

const programs = createPrograms();
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-foreign-'));
  file = join(folder, 'image');
});
afterEach(() => rm(folder, { recursive: true }));

const MIB = 1024 ** 2;

/** What becomes of the file. */
async function said(by = programs): Promise<{ readonly en: string; readonly es: string }> {
  const handle = await open(file, 'r+');
  const options = { mostBytes: 100 * MIB, signal: new AbortController().signal, onProgress: () => undefined };
  try {
    const found = await foreignDisk(handle, (await stat(file)).size, by);
    if (!found) return { en: 'nothing to convert', es: '' };
    const made = await found.convert(join(folder, 'made'), options);
    await made?.close();
    return { en: made ? 'converted' : 'too large', es: '' };
  } catch (error) {
    return (error as { text: { en: string; es: string } }).text;
  } finally {
    await handle.close();
  }
}

async function patch(position: number, bytes: Buffer | string): Promise<void> {
  const handle = await open(file, 'r+');
  const words = Buffer.from(bytes);
  await handle.write(words, 0, words.length, position);
  await handle.close();
}

const put = async (driver: string, options = '') =>
  writeFile(file, await inFormat(folder, disk(), driver, options));

const parent = (name: string) => ({
  en: `The ${name} disk depends on another file (a parent, or the base of a snapshot), which is missing here.`,
  es: `El disco ${name} depende de otro fichero (un disco padre, o la base de una instantánea), que aquí falta.`,
});
const PARTS = {
  en: 'The VMDK disk is split into several files, and this is only one of them.',
  es: 'El disco VMDK está repartido en varios ficheros, y este es solo uno de ellos.',
};

describe('a VMDK', () => {
  async function descriptor(change: (words: string) => string): Promise<void> {
    await put('vmdk');
    const words = (await readFile(file)).toString('latin1', 512, 512 + 20 * 512).replace(/\0.*$/s, '');
    await patch(512, Buffer.from(change(words).padEnd(20 * 512, '\0'), 'latin1'));
  }

  test.each([
    ['another parent', (words: string) => words.replace('parentCID=ffffffff', 'parentCID=00000001')],
    ['a hint where it is', (words: string) => `${words}parentFileNameHint="/etc/passwd"\n`],
    ['a hint in other letters', (words: string) => `${words}  ParentFileNameHint = "/etc/passwd"\n`],
  ])('with %s', async (_, change) => {
    await descriptor(change);
    expect(await said()).toEqual(parent('VMDK'));
  });

  test.each([
    [
      'a further part',
      (words: string) => words.replace('# The Disk', 'RW 1 FLAT "/etc/passwd" 0\n# The Disk'),
    ],
    ['a part of another kind', (words: string) => words.replace(' SPARSE ', ' FLAT ')],
    ['a part of its own kind', (words: string) => words.replace('monolithicSparse', 'vmfs')],
    ['no part', (words: string) => words.replace(/^RW .*$/m, '')],
  ])('with %s', async (_, change) => {
    await descriptor(change);
    expect(await said()).toEqual(PARTS);
  });

  test.each([
    ['no size, which makes a list of files of its descriptor', 12, 8],
    ['no descriptor', 28, 16],
  ])('with %s', async (_, at, length) => {
    await put('vmdk');
    await patch(at, Buffer.alloc(length));
    expect(await said()).toEqual(PARTS);
  });

  test('that is an old one', async () => {
    await writeFile(file, Buffer.concat([Buffer.from('COWD'), Buffer.alloc(MIB)]));
    expect((await said()).en).toBe('The VMDK disk has an old format, which labvm does not convert.');
  });

  test.each(['monolithicSparse', 'streamOptimized'])('that is cut off: %s', async (kind) => {
    await put('vmdk', `subformat=${kind}`);
    await truncate(file, 200_000);
    expect(await said()).toEqual({
      en: 'The VMDK disk is damaged or incomplete: 200000 bytes arrived, and it refers to data beyond them.',
      es: 'El disco VMDK está dañado o incompleto: han llegado 200000 bytes, y se refiere a datos que faltan.',
    });
  });
});

/** The check in its descriptor is passed by: QEMU would find the file's name in it. */
test('a VMDK that names a file has nobody open it, even where labvm takes it for one that stands alone', async () => {
  const trap = await layTrap(join(folder, 'secret'));
  await put('vmdk');
  const bytes = await readFile(file);
  const words = bytes.toString('latin1', 512, 512 + 20 * 512);
  const handle = await open(file, 'r+');
  try {
    const found = await foreignDisk(handle, bytes.length, programs);
    const changed = words
      .replace('parentCID=ffffffff', 'parentCID=00000001')
      .replace('# The Disk', `parentFileNameHint="${trap.path}"\n# The Disk`);
    await handle.write(Buffer.from(changed.slice(0, 20 * 512), 'latin1'), 0, 20 * 512, 512);
    const options = {
      mostBytes: 100 * MIB,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    };
    await (await found?.convert(join(folder, 'made'), options))?.close();
    expect(trap.wasOpened()).toBe(false);
  } finally {
    await handle.close();
    await trap.disarm();
  }
});

describe('a VDI', () => {
  test.each([
    ['of another kind', 76, Buffer.from([4, 0, 0, 0])],
    ['with something that it stands on', 440, Buffer.alloc(16, 7)],
    ['with a link', 424, Buffer.alloc(16, 7)],
  ])('%s', async (_, at, bytes) => {
    await put('vdi');
    await patch(at, bytes);
    expect(await said()).toEqual(parent('VDI'));
  });

  test('that is cut off', async () => {
    await put('vdi');
    const whole = (await stat(file)).size;
    await truncate(file, whole - 100_000);
    const { en } = await said();
    expect(en).toBe(
      `The VDI disk is incomplete: it should have ${whole} bytes, and ${whole - 100_000} arrived.`,
    );
  });
});

describe('a VHD', () => {
  test('that stands on another one', async () => {
    await put('vpc');
    await patch(60, Buffer.from([0, 0, 0, 4]));
    expect(await said()).toEqual(parent('VHD'));
  });

  test('that is cut off', async () => {
    await put('vpc', 'force_size');
    const whole = (await stat(file)).size;
    await truncate(file, whole - 100_000);
    expect((await said()).es).toBe(
      `El disco VHD está incompleto: debería tener ${whole} bytes, y han llegado ${whole - 100_000}.`,
    );
  });

  test('that does not grow is converted as one, and a raw disk is left as it is', async () => {
    await put('vpc', 'subformat=fixed,force_size');
    expect((await said()).en).toBe('converted');
    await writeFile(file, disk());
    expect((await said()).en).toBe('nothing to convert');
  });
});

describe('a VHDX', () => {
  test('that stands on another one', async () => {
    await put('vhdx');
    const bytes = await readFile(file);
    const entry = bytes.indexOf(Buffer.from('3767a1ca36fa434db3b633f0aa44e76b', 'hex'));
    const metadata = bytes.lastIndexOf('metadata', entry);
    await patch(metadata + bytes.readUInt32LE(entry + 16) + 4, Buffer.from([2]));
    expect(await said()).toEqual(parent('VHDX'));
  });

  test('that is cut off', async () => {
    await put('vhdx');
    await truncate(file, 5 * MIB);
    expect((await said()).en).toMatch(/^The VHDX disk is damaged or incomplete: 5242880 bytes arrived/);
  });
});

describe('a disk of a format that names others', () => {
  test.each([
    ['QED', 0, 'QED\0'],
    ['COW', 0, 'OOOM'],
    ['qcow', 0, 'QFI\xfa'],
    ['Parallels', 0, 'WithoutFreeSpace'],
  ])('%s', async (name, at, magic) => {
    const bytes = disk();
    bytes.write(magic, at, 'latin1');
    await writeFile(file, bytes);
    expect(await said()).toEqual({
      en: `This is a disk in the format ${name}, which labvm does not accept because it can point to other files on the host.`,
      es: `Esto es un disco en formato ${name}, que labvm no admite porque puede apuntar a otros ficheros del anfitrión.`,
    });
  });
});

test.each([
  ['vmdk', 0, 'KDMV'],
  ['vmdk', 0, '# Disk DescriptorFile'],
  ['vdi', 64, '\x7f\x10\xda\xbe'],
  ['vhd', 0, 'conectix'],
  ['vhdx', 0, 'vhdxfile'],
])('what begins as a %s does, and is none, is refused at any length', async (_, at, magic) => {
  const bytes = Buffer.alloc(300_000, 0xff);
  bytes.write(magic, at, 'latin1');
  for (const length of [100, 600, 5000, 300_000]) {
    await writeFile(file, bytes.subarray(0, length));
    expect((await said()).en).toMatch(/ disk (?:depends|is) /);
  }
});

test('docs/trouble.md has what is said', () => {
  const sentences = [
    PARTS.en,
    parent('VMDK').en,
    'This is a disk in the format QED, which labvm does not accept because it can point to other files on the host.',
    'The VMDK disk is damaged or incomplete: 200000 bytes arrived, and it refers to data beyond them.',
    'The VDI disk is incomplete: it should have 2097152 bytes, and 1048576 arrived.',
  ];
  for (const sentence of sentences) expect(troubleDoc).toContain(sentence);
});

test('a disk that nobody could look at in time is not called damaged', async () => {
  await put('vdi');
  expect(await said(await latePrograms(folder))).toEqual({
    en: 'The program qemu-img took longer than 1 s and was stopped.',
    es: 'El programa qemu-img ha tardado más de 1 s y se ha detenido.',
  });
});

test('nor is one for which the host had no memory left', async () => {
  await put('vdi');
  const words = await said(await killedPrograms(folder));
  expect(words).toEqual({
    en: 'The program qemu-img was stopped before it had finished (SIGKILL).',
    es: 'El programa qemu-img se ha detenido antes de acabar (SIGKILL).',
  });
  expect(troubleDoc).toContain(words.en);
});
