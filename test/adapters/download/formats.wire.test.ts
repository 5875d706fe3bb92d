import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execaSync } from 'execa';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FetcherOptions } from '../../../adapters/download/index.ts';
import type { Image } from '../../../src/image/image.ts';
import { type Mirror, startMirror } from '../../servers/mirror/index.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';
import { disc, sha256 } from './support/files.ts';
import { contentOf, disk, inFormat } from './support/formats.ts';
import { imageAt, imageHost, patient } from './support/image-host.ts';

let mirror: Mirror;
let folder: string;
beforeEach(async () => {
  mirror = await startMirror();
  folder = await mkdtemp(join(tmpdir(), 'labvm-formats-'));
});
afterEach(async () => {
  await mirror.close();
  await rm(folder, { recursive: true });
});

const content = disk();
let vmdk: Buffer;
beforeAll(async () => {
  const place = await mkdtemp(join(tmpdir(), 'labvm-formats-'));
  vmdk = await inFormat(place, content, 'vmdk', 'subformat=streamOptimized');
  await rm(place, { recursive: true });
});

/** What somebody is told, and what is left of it. */
async function told(image: Image, changes: Partial<FetcherOptions> = {}) {
  const host = imageHost();
  const error = await host
    .fetcher(changes)
    .download(image, patient())
    .then(
      () => null,
      (failure: unknown) =>
        failure as { code: string; text: { en: string; es: string }; hint: { en: string } },
    );
  return { code: error?.code, text: error?.text, hint: error?.hint.en, left: await host.files() };
}

describe('a disk in another program’s format becomes one of ours', () => {
  test.each([
    ['VMDK', 'vmdk', 'subformat=monolithicSparse'],
    ['VMDK', 'vmdk', 'subformat=streamOptimized'],
    ['VDI', 'vdi', ''],
    ['VDI', 'vdi', 'static=on'],
    ['VHD', 'vpc', 'subformat=dynamic,force_size'],
    ['VHD', 'vpc', 'subformat=fixed,force_size'],
    ['VHDX', 'vhdx', ''],
  ])('%s (%s %s)', async (name, driver, options) => {
    const host = imageHost();
    const bytes = await inFormat(folder, content, driver, options);
    const url = mirror.put(`disk.${driver}`, bytes);
    const digest = { algorithm: 'sha256', value: sha256(bytes) } as const;
    const watching = patient({ isAdded: true });
    const facts = await host
      .fetcher()
      .download(imageAt(url, { source: { kind: 'file', urls: [url], digest } }, 'disk'), watching);
    const made = await host.bytesOf('lesson');
    expect(facts).toMatchObject({
      format: 'qcow2',
      virtualSizeBytes: content.length,
      sizeBytes: made.length,
      sha256: sha256(made),
      // The publisher's digest is of what came.
      origin: { trust: 'publisher', convertedFrom: name },
    });
    expect((await contentOf(folder, made)).equals(content)).toBe(true);
    const parts = watching.said.filter(({ stage }) => stage === 'converting');
    expect(parts.at(-1)).toMatchObject({ doneBytes: bytes.length, totalBytes: bytes.length });
    expect((await host.files()).filter((file) => file.startsWith('.'))).toEqual([]);
    const [manifest] = await host.hypervisor.images();
    expect(manifest?.origin?.convertedFrom).toBe(name);
  });

  test('also packed, and given as a file of this host', async () => {
    const host = imageHost();
    const file = join(folder, 'disk.vmdk.gz');
    await writeFile(file, gzipSync(await inFormat(folder, content, 'vmdk')));
    const facts = await host.fetcher().take(imageAt('', {}, 'disk'), file, patient());
    expect(facts).toMatchObject({ format: 'qcow2', origin: { trust: 'local', convertedFrom: 'VMDK' } });
    expect((await contentOf(folder, await host.bytesOf('lesson'))).equals(content)).toBe(true);
  });

  test('but no larger than an image may be, and nothing of it is left', async () => {
    const bytes = await inFormat(
      folder,
      disk(48 * 1024 ** 2).fill(7, 4096),
      'vmdk',
      'subformat=streamOptimized',
    );
    expect(bytes.length).toBeLessThan(1024 ** 2);
    const limits = { mostBytes: 24 * 1024 ** 2, reserveBytes: 0 };
    const { code, text, left } = await told(imageAt(mirror.put('a.vmdk', bytes), {}, 'disk'), { limits });
    expect(text?.en).toMatch(/larger than the limit/);
    expect(code).toBe('bad-image');
    expect(left).toEqual([]);
  });

  test('and the digest that it is pinned by is of what came', async () => {
    const host = imageHost();
    const bytes = await inFormat(folder, content, 'vdi');
    const image = imageAt(mirror.put('a.vdi', bytes), {}, 'disk');
    await host.fetcher().download(image, patient());
    const pins = JSON.parse(await readFile(join(host.folder, 'images', 'pin-lesson.json'), 'utf8'));
    expect(JSON.stringify(pins)).toContain(sha256(bytes));
  });

  test('or not, where somebody cancels it', async () => {
    const host = imageHost();
    const bytes = await inFormat(folder, content, 'vmdk');
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const options = patient({
      signal,
      onProgress: ({ stage }) => stage === 'converting' && cancelled.abort(new Error('cancelled')),
    });
    const image = imageAt(mirror.put('a.vmdk', bytes), {}, 'disk');
    await expect(host.fetcher().download(image, options)).rejects.toThrow('cancelled');
    expect(await host.hypervisor.images()).toEqual([]);
    await host.fetcher().drop('lesson');
    expect(await host.files()).toEqual([]);
  });
});

describe('what will be no image is told before it has come', () => {
  const GIB = 1024 ** 3;
  const MIB = 1024 ** 2;
  /** A body of 2 GiB, of which less than a MiB is ever sent: whoever wants to read more waits for ever. */
  const gates = { lengthTooLong: 2 * GIB, gate: new Promise<void>(() => {}), gateAfter: MIB - 65_536 };

  async function earlyTold(beginning: Buffer) {
    const body = Buffer.concat([beginning, Buffer.alloc(MIB - beginning.length, 1)]);
    const url = mirror.put('disk.img', body, gates);
    const host = imageHost();
    const roomy = {
      ...host.hypervisor,
      receiveImage: async (id: string) =>
        Object.assign(await host.hypervisor.receiveImage(id), { room: async () => 100 * GIB }),
    };
    const limits = { mostBytes: 4 * GIB, reserveBytes: 0 };
    const answer = await told(imageAt(url, {}, 'disk'), { limits, hypervisor: roomy });
    expect(answer).toMatchObject({ code: 'bad-image', left: [] });
    return answer;
  }

  test.each([
    ['7z', '7z\xbc\xaf\x27\x1c', 'This is a packed file (7z), not an image.'],
    ['rar', 'Rar!\x1a\x07\x01', 'This is a packed file (RAR), not an image.'],
    ['deb', '!<arch>\ndebian-binary', 'This is a Debian package, not an image.'],
    ['exe', 'MZ\x90', 'This is a program for Windows, not an image.'],
    ['pdf', '%PDF-1.7', 'This is a PDF document, not an image.'],
    ['squashfs', 'hsqs', 'This is a file system (SquashFS), not an image.'],
    ['qed', 'QED\0', 'This is a disk in the format QED, which labvm does not accept'],
    ['luks', 'LUKS\xba\xbe', 'This is a disk in the format LUKS, which labvm does not accept'],
    ['a page', '<!doctype html><title>404', 'This is a web page, not an image'],
    ['noise', 'nothing that anybody knows', 'labvm does not recognise this as an image'],
  ])('%s', async (_, magic, words) => {
    const { text } = await earlyTold(Buffer.from(magic, 'latin1'));
    expect(text?.en).toContain(words);
  });

  test('a VMDK that stands on another one, or lies in several files', async () => {
    const bytes = await inFormat(folder, content, 'vmdk');
    const parent = changed(bytes, 'parentCID=ffffffff', 'parentCID=12345678');
    expect((await earlyTold(parent)).text?.es).toMatch(/^El disco VMDK depende de otro fichero/);
    const text = '# Disk DescriptorFile\nversion=1\nRW 6144 FLAT "/etc/passwd" 0\n';
    const { text: told, hint } = await earlyTold(Buffer.from(text));
    expect(told?.en).toBe('The VMDK disk is split into several files, and this is only one of them.');
    expect(hint).toContain('qemu-img convert -f vmdk -O qcow2 FILE disk.qcow2');
  });

  test('a packed one, too', async () => {
    const packed = gzipSync(Buffer.concat([Buffer.from('Rar!\x1a\x07\x01', 'latin1'), disk()]), { level: 0 });
    expect((await earlyTold(packed.subarray(0, MIB - 1))).text?.en).toContain('a packed file (RAR)');
  });
});

/** Archives as people make them, to their stdout. */
const KINDS = {
  ova: ['tar', '--format=ustar', '-cf', '-'],
  'tar.gz': ['tar', '-czf', '-'],
  'tar of pax': ['tar', '--format=pax', '-cf', '-'],
  zip: ['zip', '-q', 'archive.zip'],
  'zip that is not packed': ['zip', '-q0', 'archive.zip'],
  'zip that was made on its way': ['zip', '-q', '-'],
};

async function archived(names: Readonly<Record<string, Buffer>>, line: readonly string[]): Promise<Buffer> {
  for (const [name, bytes] of Object.entries(names)) await writeFile(join(folder, name), bytes);
  const [program = '', ...how] = line;
  const made = execaSync(program, [...how, ...Object.keys(names)], { cwd: folder, encoding: 'buffer' });
  if (!line.includes('archive.zip')) return Buffer.from(made.stdout);
  const bytes = await readFile(join(folder, 'archive.zip'));
  await rm(join(folder, 'archive.zip'));
  return bytes;
}

describe('an archive with one disk', () => {
  const kinds = Object.entries(KINDS);

  test.each(kinds)('%s: it is taken, and made one of ours', async (_, line) => {
    const host = imageHost();
    const names = {
      'a.ovf': Buffer.from('<Envelope/>'),
      'disk.vmdk': vmdk,
      'a.mf': Buffer.alloc(700, 7),
      empty: Buffer.alloc(0),
    };
    const bytes = await archived(names, line);
    const facts = await host.fetcher().download(imageAt(mirror.put('a', bytes), {}, 'disk'), patient());
    expect(facts).toMatchObject({ format: 'qcow2', origin: { convertedFrom: 'VMDK' } });
    expect((await contentOf(folder, await host.bytesOf('lesson'))).equals(content)).toBe(true);
  });

  test.each(kinds)('%s: several are told', async (_, line) => {
    const names = { 'disk.vmdk': await inFormat(folder, content, 'vmdk'), 'two.vmdk': Buffer.alloc(5000, 1) };
    const bytes = await archived(names, line);
    const { text, left } = await told(imageAt(mirror.put('a', bytes), {}, 'disk'));
    expect(text?.en).toMatch(
      /^The archive \(.*\) contains several disks, but an image is a single one: disk\.vmdk, two\.vmdk …$/,
    );
    expect(text?.es).toMatch(/contiene varios discos/);
    expect(left).toEqual([]);
  });

  test.each(kinds)('%s: none is told, and one that is cut off', async (_, line) => {
    const none = await archived({ 'disk.vmdk.txt': Buffer.from('read me') }, line);
    expect((await told(imageAt(mirror.put('a', none), {}, 'disk'))).text?.en).toMatch(
      /contains neither a disk nor a disc: disk\.vmdk\.txt/,
    );
    const bytes = await archived({ 'disk.img': content }, line);
    const { text, left } = await told(imageAt(mirror.put('b', bytes.subarray(0, 200_000)), {}, 'disk'));
    expect(text?.en).toBe('The compressed file is damaged or incomplete.');
    expect(left).toEqual([]);
  });
});

describe('both languages, and docs/trouble.md', () => {
  test.each([
    [
      'a packed file',
      () => Buffer.from('7z\xbc\xaf\x27\x1c'.padEnd(70_000), 'latin1'),
      'This is a packed file (7z), not an image.',
      'Esto es un fichero comprimido (7z), no una imagen.',
    ],
    [
      'several disks',
      () => archived({ 'disk.vmdk': vmdk, 'two.vmdk': Buffer.alloc(5000, 1) }, KINDS.ova),
      'The archive (tar, OVA) contains several disks, but an image is a single one: disk.vmdk, two.vmdk …',
      'El archivo (tar, OVA) contiene varios discos, pero una imagen es uno solo: disk.vmdk, two.vmdk …',
    ],
    [
      'no disk',
      () => archived({ 'disk.vmdk.txt': Buffer.from('read me') }, KINDS.zip),
      'The archive (ZIP) contains neither a disk nor a disc: disk.vmdk.txt',
      'El archivo (ZIP) no contiene ningún disco: disk.vmdk.txt',
    ],
    [
      'a password',
      () => archived({ 'disk.img': content }, ['zip', '-q', '-P', 'word', 'archive.zip']),
      'The archive (ZIP) is encrypted, or compressed with a method that labvm does not support.',
      'El archivo (ZIP) está cifrado, o comprimido con un método que labvm no admite.',
    ],
    [
      'a packed file that is cut off',
      () => gzipSync(content).subarray(0, 100_000),
      'The compressed file is damaged or incomplete.',
      'El fichero comprimido está dañado o incompleto.',
    ],
    [
      'too many layers',
      () => [1, 2, 3, 4].reduce((bytes) => gzipSync(bytes), content),
      'The file is compressed more than 3 times over.',
      'El fichero está comprimido más de 3 veces.',
    ],
    [
      'a disc that is cut off',
      () => disc(409_600).subarray(0, 300_000),
      'The disc is incomplete: it should have 409600 bytes, and 300000 arrived.',
      'El disco óptico está incompleto: debería tener 409600 bytes, y han llegado 300000.',
    ],
  ])('%s', async (what, make, en, es) => {
    const { text, left } = await told(imageAt(mirror.put('a', await make()), {}, 'disk'));
    expect(text).toEqual({ en, es });
    expect(left).toEqual([]);
    if (what !== 'too many layers') expect(troubleDoc).toContain(en);
  });

  test('a body that is shorter than it was said to be', async () => {
    const { code, text } = await told(imageAt(mirror.put('a.iso', disc(409_600), { lengthTooLong: 1000 })));
    // Of what was sent before it breaks off, not all is heard of.
    const [en, es] = [text?.en ?? '', text?.es ?? ''].map((words) =>
      words.replace(/127\.0\.0\.1:\d+/, 'host'),
    );
    expect(code).toBe('unreachable-source');
    expect(en).toMatch(
      /^The image lesson cannot be downloaded\. host: (?:it closed the connection after |only )\d+ of 410600 bytes(?: arrived)?$/,
    );
    expect(es).toMatch(
      /^No se puede descargar la imagen lesson\. host: (?:ha cortado la conexión tras|solo llegaron) \d+ de 410600 bytes$/,
    );
    expect(troubleDoc).toContain(
      'cannot be downloaded. mirror.example: it closed the connection after 409600 of 410600 bytes',
    );
  });
});

test('bzip2 is unpacked on its way', async () => {
  const host = imageHost();
  const bytes = Buffer.from(execaSync('bzip2', ['--stdout'], { input: content, encoding: 'buffer' }).stdout);
  await host.fetcher().download(imageAt(mirror.put('a.bz2', bytes), {}, 'disk'), patient());
  expect((await host.bytesOf('lesson')).equals(content)).toBe(true);
});

function changed(bytes: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(to, copy.indexOf(from), 'latin1');
  return copy;
}
