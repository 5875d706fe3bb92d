import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createManifests,
  imageVolumeName,
  writeManifest,
} from '../../../../adapters/libvirt/image/manifest.ts';

let folder: string;
let broken: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-images-'));
  broken = [];
});
afterEach(() => rm(folder, { recursive: true }));

const manifests = () => createManifests(folder, (file) => broken.push(file));
const sha256 = 'a'.repeat(64);
const good = {
  id: 'tiny',
  volume: imageVolumeName('tiny', sha256, 'qcow2'),
  sha256,
  format: 'qcow2' as const,
  sizeBytes: 20,
  virtualSizeBytes: 40,
  builtFrom: { recipe: 'x' },
};

test('reads what set-up writes', async () => {
  await writeManifest(folder, good);
  const { builtFrom: _, ...facts } = good;
  const wanted = { ...facts, origin: null, declared: null };
  expect(await manifests().all()).toEqual([wanted]);
  expect(await manifests().get('tiny')).toEqual(wanted);
  expect(broken).toEqual([]);
});

test('a folder that is not there holds no images', async () => {
  expect(await manifests().all()).toEqual([]);
  expect(broken).toEqual([]);
});

test.each([
  ['a volume elsewhere', { volume: '../../etc/passwd' }],
  ['the volume of a machine', { volume: 'vm-1.qcow2' }],
  ['a way out of the pool', { volume: 'image-tiny-/../x' }],
  ['another id', { id: 'other', volume: imageVolumeName('other', sha256, 'qcow2') }],
  ['no size', { virtualSizeBytes: -1 }],
  ['no sum', { sha256: 'zz' }],
])('a manifest with %s is no image, and somebody hears of it', async (_, changes) => {
  await mkdir(join(folder, 'images'));
  await writeFile(join(folder, 'images', 'image-tiny.json'), JSON.stringify({ ...good, ...changes }));
  expect(await manifests().all()).toEqual([]);
  expect(broken).toHaveLength(1);
});

test.each(['', '{', '[]', 'null', `"${'x'.repeat(200_000)}"`])(
  'a manifest %.20j is no image',
  async (text) => {
    await mkdir(join(folder, 'images'));
    await writeFile(join(folder, 'images', 'image-tiny.json'), text);
    expect(await manifests().all()).toEqual([]);
    expect(broken).toHaveLength(1);
  },
);

test.each(['../tiny', 'tiny/../tiny', '', 'TINY', 'x'.repeat(300), 'nothing'])(
  'the image of hostile name %# is not there, and no path is made of it',
  async (id) => {
    await writeManifest(folder, good);
    expect(await manifests().get(id)).toBeNull();
  },
);
