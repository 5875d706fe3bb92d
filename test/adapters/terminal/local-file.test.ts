import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { invocationOf } from '../../../adapters/terminal/person.ts';

const { openFile } = invocationOf('/vm create tiny', { userName: 'ana', locale: 'en', pictureFolder: '/' });

it('opens a file of the host for whoever sits at it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-local-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'seed.yaml');
  await writeFile(path, 'a: b\n');
  const file = openFile?.(path);
  expect(file).toMatchObject({ name: 'seed.yaml', bytes: null });
  expect(Buffer.from((await file?.read(5)) ?? '').toString()).toBe('a: b\n');
  await expect(file?.read(4)).rejects.toThrow(`${path} has more than 4 bytes.`);
});

it.each([
  ['/nothing/there', /^The file \/nothing\/there cannot be read: /],
  ['/dev/zero', /not a regular file/],
])('says why %s cannot be read', async (path, said) => {
  await expect(openFile?.(path)?.read(10)).rejects.toThrow(said);
});
