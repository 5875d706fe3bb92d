import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createLayers } from '../../../adapters/download/layers.ts';
import { createReceiver } from '../../../adapters/download/receiver.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { ImageIntake } from '../../../src/image/host-image.ts';
import { tarOf, zipOf } from './support/archives.ts';

const MIB = 1024 ** 2;
const programs: Programs = {
  run: () => Promise.reject(new Error('none is needed')),
  pipe: () => {
    throw new Error('none is needed');
  },
};

/** What somebody is told of a file, of which nothing may be stored. */
async function told(file: Buffer): Promise<unknown> {
  const intake: Pick<ImageIntake, 'sizeBytes' | 'read' | 'restart' | 'write' | 'room'> = {
    sizeBytes: 0,
    async *read() {},
    restart: async () => undefined,
    room: async () => Number.POSITIVE_INFINITY,
    write: () => Promise.reject(new Error('something was stored')),
  };
  const limits = { mostBytes: 4 * MIB, reserveBytes: 0 };
  const receiver = await createReceiver(intake as ImageIntake, null, limits, programs);
  try {
    for (let at = 0; at < file.length; at += 65_536) await receiver.take(file.subarray(at, at + 65_536));
    await receiver.finish();
    return null;
  } catch (error) {
    return (error as { text: unknown }).text;
  } finally {
    await receiver.stop();
  }
}

test('what only lies beside a disk is no way to have the host unpack without end', async () => {
  const bomb = gzipSync(gzipSync(tarOf([{ name: 'readme', content: Buffer.alloc(8 * MIB) }])));
  expect(bomb.length).toBeLessThan(10_000);
  expect(await told(bomb)).toEqual({
    en: 'The image is larger than the limit of 0 GiB.',
    es: 'La imagen supera el límite de 0 GiB.',
  });
});

test('nor are layers that unpack to nothing', async () => {
  const nothing = gzipSync(Buffer.alloc(0));
  const bomb = gzipSync(Buffer.concat(new Array((5 * MIB) / nothing.length).fill(nothing)));
  expect(await told(bomb)).toHaveProperty('en', 'The image is larger than the limit of 0 GiB.');
});

test('nor are ten thousand files of no bytes', async () => {
  const files = Array.from({ length: 10_001 }, () => ({ name: 'a', content: Buffer.alloc(0) }));
  expect(await told(zipOf(files))).toEqual({
    en: 'The archive (ZIP) contains more than 10000 files, but an image is a single disk.',
    es: 'El archivo (ZIP) contiene más de 10000 ficheros, pero una imagen es un solo disco.',
  });
});

test('what follows the end of a packed file is waited for by nobody', async () => {
  const warnings: string[] = [];
  const hear = ({ name }: Error) => void warnings.push(name);
  process.on('warning', hear);
  let stored = 0;
  const sink = async (bytes: Buffer) => {
    stored += bytes.length;
  };
  const layers = createLayers({ sink, programs, mayHave: () => undefined });
  await layers.write(gzipSync(Buffer.alloc(1000, 1)));
  for (let piece = 0; piece < 100; piece += 1) await layers.write(Buffer.alloc(65_536));
  await layers.end();
  await setImmediate();
  process.off('warning', hear);
  expect({ stored, warnings }).toEqual({ stored: 1000, warnings: [] });
});
