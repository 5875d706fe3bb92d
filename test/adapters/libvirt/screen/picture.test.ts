import fc from 'fast-check';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { pngOf, readPng, readPpm, shrunk, sizeOfPng } from '../../../../adapters/libvirt/screen/picture.ts';

const rgb = Uint8Array.from({ length: 4 * 2 * 3 }, (_, at) => at * 10);
const ppm = (head: string, body: Uint8Array = rgb) => Buffer.concat([Buffer.from(head, 'latin1'), body]);

it('reads what QEMU writes, and nothing that is not whole', () => {
  expect(readPpm(ppm('P6\n4 2\n255\n'))).toEqual({ width: 4, height: 2, rgb: Buffer.from(rgb) });
  expect(readPpm(ppm('P6\n# a comment\n4 2\n255\n'))?.width).toBe(4);
  for (const head of [
    'P5\n4 2\n255\n',
    'P6\n4 2\n65535\n',
    'P6\n4 3\n255\n',
    'P6\n0 2\n255\n',
    'P6\n99999 99999\n255\n',
    '',
  ])
    expect(readPpm(ppm(head)), head).toBeNull();
});

it('makes a PNG of it, with every pixel', async () => {
  const png = await pngOf({ width: 4, height: 2, rgb });
  expect(sizeOfPng(png)).toEqual({ width: 4, height: 2 });
  expect(readPng(png)).toEqual({ width: 4, height: 2, rgb });
});

it('says of a hostile PNG that it is none', async () => {
  const good = await pngOf({ width: 4, height: 2, rgb });
  const huge = Buffer.from(good);
  huge.writeUInt32BE(100_000, 16);
  expect(sizeOfPng(huge)).toBeNull();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.nat(good.length), async (noise, at) => {
      const broken = Buffer.concat([good.subarray(0, at), noise]);
      const read = readPng(broken);
      if (read) expect(read.width * read.height).toBeLessThanOrEqual(20_000_000);
    }),
    { numRuns: 200 },
  );
});

it('shrinks to the width that is wanted, with the mean of what is there', () => {
  const small = shrunk({ width: 4, height: 2, rgb: new Uint8Array(24).fill(80, 0, 12) }, 2);
  expect(small).toMatchObject({ width: 2, height: 1 });
  expect([...small.rgb]).toEqual([40, 40, 40, 40, 40, 40]);
  expect(shrunk({ width: 4, height: 2, rgb }, 4).width).toBe(4);
  expect(shrunk({ width: 4, height: 2, rgb }, 1)).toMatchObject({ width: 1, height: 1 });
});

it('is a PNG that others read', async () => {
  const { width, height, data } = PNG.sync.read(await pngOf({ width: 4, height: 2, rgb }));
  expect([width, height, data[4], data[7]]).toEqual([4, 2, 30, 255]);
});
