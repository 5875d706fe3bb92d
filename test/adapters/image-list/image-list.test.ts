import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readImageList } from '../../../adapters/image-list/index.ts';
import type { Text } from '../../../src/base/text.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';
import { findImage } from '../../../src/image/image.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

async function listOf(...lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-list-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'images.yaml');
  await writeFile(file, lines.join('\n'));
  return readImageList(file, BUILT_IN);
}

/** What somebody is told of a list, without the folder's name. */
async function told(...lines: readonly string[]): Promise<string> {
  return listOf(...lines).then(
    () => 'it was taken',
    (error: { text: { en: string } }) => error.text.en.replace(/\S*\/(images\.yaml)/g, '$1'),
  );
}

test('an installation without a list knows the built-in images', async () => {
  expect(await readImageList('/nothing/images.yaml', BUILT_IN)).toEqual(BUILT_IN);
  expect(await listOf('')).toEqual(BUILT_IN);
  expect(await listOf('# nothing yet')).toEqual(BUILT_IN);
});

test('a new image has what is said of it, and the rest as most have it', async () => {
  const images = await listOf(
    'images:',
    '  antix:',
    '    title: antiX 23',
    '    summary: { en: Light Debian, es: Debian ligera }',
    '    kind: live',
    '    url: [https://one.example/antix.iso, https://two.example/antix.iso]',
    '    sha256: ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789',
    '    memory: 512M',
    '    bus: ide',
    '    nic: e1000',
    '    login: demo, password demo',
    '    aliases: [antix23]',
  );
  expect(images).toHaveLength(BUILT_IN.length + 1);
  expect(findImage(images, 'ANTIX23')).toMatchObject({
    id: 'antix',
    kind: 'live',
    source: {
      kind: 'file',
      urls: ['https://one.example/antix.iso', 'https://two.example/antix.iso'],
      digest: { algorithm: 'sha256', value: expect.stringMatching(/^abcdef01/) },
    },
    defaults: { cpus: 1, memoryMiB: 512, diskGiB: 0 },
    hardware: { firmware: 'bios', diskBus: 'ide', nicModel: 'e1000' },
    login: { en: 'demo, password demo', es: 'demo, password demo' },
  });
});

test('a built-in image is changed where something is said, and stays where nothing is', async () => {
  const images = await listOf(
    'images:',
    '  debian:',
    '    memory: 2G',
    '    url: http://mirror.example/debian.qcow2',
  );
  const before = findImage(BUILT_IN, 'debian');
  expect(images.map(({ id }) => id)).toEqual(BUILT_IN.map(({ id }) => id));
  expect(findImage(images, 'debian')).toEqual({
    ...before,
    source: { kind: 'file', urls: ['http://mirror.example/debian.qcow2'] },
    defaults: { ...before?.defaults, memoryMiB: 2048 },
  });
});

describe('what is wrong is told with its line', () => {
  test.each([
    [['images:', '  a: {kind: live, url: "x"}'], /images\.yaml:2: images\.a\.url: must be an address/],
    [
      ['images:', '  a:', '    kind: live', '    url: https://x.example/a.iso', '    memory: much'],
      /images\.yaml:5: images\.a\.memory: "much" must be a size/,
    ],
    [['images:', '  a:', '    kind: alive'], /images\.yaml:3: images\.a\.kind: /],
    [['images:', '  a:', '    flavour: sweet'], /images\.yaml:3: images\.a: .*flavour/],
    [['images:', '', '  Big Name:', '    kind: live'], /images\.yaml:\d: images.*must be a name/],
    [['images:', '  a:', '    kind: live'], /images\.yaml:3: images\.a: needs a url/],
    [['images:', '  a:', '    url: https://x.example/a.iso'], /images\.yaml:3: images\.a: needs a kind/],
    [['images:', '  a: [b'], /images\.yaml:2: /],
    [['images:', '  slitaz:', '    firmware: uefi'], /images\.yaml:3: images\.slitaz: bus: .*no IDE/],
    [['images:', '  debian:', '    disk: 0G'], /images\.yaml:3: images\.debian: disk: 0/],
    [['images:', '  debian:', '    sha512: abc'], /images\.yaml:3: images\.debian\.sha512: must have 128/],
    [['pictures: {}'], /images\.yaml:1: .*pictures/],
    [['images:', '  a: &a {kind: live}', '  a: *a'], /images\.yaml:3: /],
  ])('%j', async (lines, words) => {
    expect(await told(...lines)).toMatch(words);
  });

  test('all of it at once', async () => {
    const text = await told('images:', '  a:', '    kind: alive', '  b:', '    nic: token-ring');
    expect(text).toMatch(/images\.yaml:3: .*images\.yaml:5: /);
  });
});

describe('a list that was not written by somebody who means well', () => {
  /** In both languages, without the folder's name. */
  const both = (...lines: readonly string[]) =>
    listOf(...lines).then(
      () => null,
      (error: { code: string; text: Text; hint: Text }) => ({
        en: error.text.en.replace(/\S*\/(images\.yaml)/g, '$1'),
        es: error.text.es.replace(/\S*\/(images\.yaml)/g, '$1'),
        hint: error.hint.en,
      }),
    );
  const REMEDY = 'docs/images.md explains every field. Without this file, labvm uses its own list of images.';

  test('grows by its own names', async () => {
    const bomb = Array.from({ length: 9 }, (_, n) => {
      const many = n === 0 ? 'x' : Array.from({ length: 9 }, () => `*n${n - 1}`).join(',');
      return `n${n}: &n${n} [${many}]`;
    });
    const said = await both(...bomb, 'images: *n8');
    expect(said).toEqual({
      en: 'The list of images has errors. images.yaml:10: aliases (*name) repeat what they stand for more than 100 times',
      es: 'La lista de imágenes tiene errores. images.yaml:10: los alias (*nombre) repiten más de 100 veces lo que nombran',
      hint: REMEDY,
    });
    expect(troubleDoc).toContain(said?.en);
  });

  test.each([
    ['in brackets', '['.repeat(200_000)],
    ['in brackets that are closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['in points', '- '.repeat(200_000)],
    ['in braces', '{a: '.repeat(100_000)],
  ])('lies in itself too deep: %s', async (_, line) => {
    expect(await both('images:', `  a: ${line}`)).toMatchObject({
      en: 'The list of images has errors. images.yaml:2: lists are nested too deeply to be read',
      es: 'La lista de imágenes tiene errores. images.yaml:2: hay listas anidadas a demasiada profundidad para leerlas',
    });
  });

  test('is too long, and is not read', async () => {
    const said = await both('#'.repeat(1_000_001));
    expect(said).toEqual({
      en: 'The list of images images.yaml cannot be read: 1000001 bytes are too many for a list of images (the limit is 1000000).',
      es: 'No se puede leer la lista de imágenes images.yaml: 1000001 bytes son demasiados para una lista de imágenes (el límite es 1000000).',
      hint: REMEDY,
    });
  });

  test.each(['a folder', 'a pipe'])('is %s', async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'labvm-list-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'images.yaml');
    await execa(kind === 'a folder' ? 'mkdir' : 'mkfifo', [file]);
    await expect(readImageList(file, BUILT_IN)).rejects.toMatchObject({
      code: 'bad-argument',
      text: {
        en: `The list of images ${file} cannot be read: it is not a regular file.`,
        es: `No se puede leer la lista de imágenes ${file}: no es un fichero normal.`,
      },
    });
  });

  test.each([
    [['images:', '  a: {kind: live, url: "x"}'], /:2: images\.a\.url: debe ser una dirección/],
    [['images:', '  a: {kind: live, memory: much}'], /:2: images\.a\.memory: "much" debe ser/],
    [['images:', '  a: {kind: alive}'], /:2: images\.a\.kind: Opción inválida/],
    [['images:', '  Big Name: {kind: live}'], /debe ser un nombre/],
    [['images:', '  a: {kind: live}'], /:2: images\.a: necesita url/],
    [['images:', '  a: [b'], /:2: esto no es YAML: /],
  ])('%j, in Spanish', async (lines, words) => {
    expect((await both(...lines))?.es).toMatch(words);
  });
});
