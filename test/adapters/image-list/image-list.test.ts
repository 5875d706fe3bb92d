import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readImageList } from '../../../adapters/image-list/index.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';
import { findImage } from '../../../src/image/image.ts';

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
