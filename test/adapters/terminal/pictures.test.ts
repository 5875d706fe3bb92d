import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { savePictures } from '../../../adapters/terminal/pictures.ts';
import { plainText } from '../../../src/view/plain.ts';
import { view } from '../../../src/view/view.ts';

const alt = { en: 'Screen of web1', es: 'Pantalla de web1' };
const png = Buffer.from('a picture').toString('base64');
const shot = view({ parts: [{ kind: 'picture', alt, png, width: 720, height: 400, size: 'full' }] });

it('puts a picture where only its owner reads it, and says where', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-pictures-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'deep', 'screen-of-web1.png');
  const saved = await savePictures(shot, join(folder, 'deep'));
  expect(plainText(saved, 'en', 200)).toBe(`[Screen of web1, 720 × 400]\nSaved as ${file}`);
  expect(await readFile(file, 'utf8')).toBe('a picture');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('says why it cannot', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'labvm-pictures-')), 'file');
  await writeFile(file, '');
  const said = plainText(await savePictures(shot, file), 'es', 200);
  expect(said).toContain('No se puede guardar');
});

it('leaves small pictures and everything else alone', async () => {
  const [picture] = shot.parts;
  const small = { ...shot, parts: [{ ...picture, size: 'thumbnail' } as never] };
  expect(await savePictures(small, '/nonexistent')).toEqual(small);
});
