import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildScript, imageDirectory, tinyImages } from './support/image.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(`${tmpdir()}/tiny-`);
  await tinyImages();
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

type Description = { packages: Record<string, string>; files: Record<string, { sha256: string }> };

async function description(folder: string): Promise<Description> {
  return JSON.parse(await readFile(`${folder}/tiny.json`, 'utf8'));
}

async function build(folder: string): Promise<Description> {
  const cache = process.env.LABVM_TINY_CACHE ?? `${imageDirectory}/packages`;
  await execa(buildScript, [folder], { env: { LABVM_TINY_CACHE: cache } });
  return description(folder);
}

it('makes the same bytes from the same packages, also after a build that was killed', async () => {
  const [built, again] = [`${directory}/built`, `${directory}/again`];
  await mkdir(`${built}/.build.dead`, { recursive: true });
  await writeFile(`${built}/tiny.iso`, 'half');
  const told = await build(built);
  expect((await readdir(built)).sort()).toEqual(['.lock', 'tiny.iso', 'tiny.json', 'tiny.qcow2']);
  expect(told.packages['busybox-static']).toMatch(/^1:/);

  // What set-up built serves to compare with, unless Debian has had updates since.
  const installed = await description(imageDirectory);
  const same = JSON.stringify(installed.packages) === JSON.stringify(told.packages);
  expect(same ? installed : await build(again)).toEqual(told);
  for (const name of ['tiny.iso', 'tiny.qcow2']) {
    expect(await sha256(`${built}/${name}`), name).toBe(told.files[name]?.sha256);
  }
});

it('needs no network and builds nothing when nothing has changed', async () => {
  const madeAt = async () => (await stat(`${imageDirectory}/tiny.qcow2`)).mtimeMs;
  const before = await madeAt();
  await execa(buildScript, [imageDirectory], {
    env: { PATH: '/usr/bin:/bin', http_proxy: 'http://127.0.0.1:1' },
  });
  expect(await madeAt()).toBe(before);
});

it('says how it is called when it is called without a folder', async () => {
  await expect(execa(buildScript, [])).rejects.toThrow(/usage: build.sh <out-dir>/);
});
