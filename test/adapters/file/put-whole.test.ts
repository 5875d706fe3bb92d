import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putWhole } from '../../../adapters/file/put-whole.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-test-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is replaced, with the mode that is asked for', async () => {
  const path = join(folder, 'a.json');
  await writeFile(path, 'before');
  await putWhole(path, 'after', 0o600);
  expect(await readFile(path, 'utf8')).toBe('after');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('several in one process write the same file, and one of them is in it whole', async () => {
  const path = join(folder, 'a.json');
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000));
  await Promise.all(texts.map((text) => putWhole(path, text, 0o600)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('what cannot be put in place leaves what was there, and no draft', async () => {
  const path = join(folder, 'taken');
  await mkdir(path);
  await expect(putWhole(path, 'text', 0o600)).rejects.toThrow(/EISDIR/);
  expect(await readdir(folder)).toEqual(['taken']);
});
