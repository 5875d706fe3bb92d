import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leftOvers, NOTHING, virsh } from '../e2e/support/host.ts';
import { succeed } from '../e2e/support/labvm.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-real-'));
});
afterAll(async () => {
  await succeed('/vm delete lesson --yes');
  expect(await leftOvers()).toEqual(NOTHING);
  await rm(folder, { recursive: true });
});

it('Debian’s installer is added as a local file and started beside an empty disk', async () => {
  await succeed(`/image add ${process.env.LABVM_REAL_IMAGES}/debian-installer.iso --as debian-netinst`);
  const { vm } = await succeed('/vm create debian-netinst lesson');
  expect(vm).toMatchObject({ power: 'running', spec: { memoryMiB: 1024, diskGiB: 10 } });
  const disks = await virsh('domblklist', 'lesson', '--details');
  expect(disks).toMatch(/disk\s+vda/);
  expect(disks).toMatch(/cdrom\s+hdc\s+\S*image-debian-netinst/);
});

it('asks for the language on the serial console', { timeout: 300_000 }, async () => {
  await expect
    .poll(async () => (await succeed('/vm log lesson --lines 200')).log, { timeout: 280_000, interval: 3000 })
    .toContain('Select a language');
});

it('shows the question on its screen', { timeout: 200_000 }, async () => {
  await expect.poll(() => shareOfDialog(), { timeout: 180_000, interval: 3000 }).toBeGreaterThan(0.3);
});

/** How much of the screen has the grey of the installer's dialogs, 0 to 1. */
async function shareOfDialog(): Promise<number> {
  const file = join(folder, 'screen.png');
  await virsh('screenshot', 'lesson', file);
  const { data, width, height } = PNG.sync.read(await readFile(file));
  let grey = 0;
  // Red, green, blue and opacity.
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === 170 && data[at + 1] === 170 && data[at + 2] === 170) grey += 1;
  }
  return grey / (width * height);
}
