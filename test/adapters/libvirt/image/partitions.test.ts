import { mkdtemp, open, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspectImage } from '../../../../adapters/libvirt/image/inspect.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

const MIB = 1024 ** 2;
const programs = createPrograms();
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-partitions-'));
  file = join(folder, 'disk.raw');
});
afterEach(() => rm(folder, { recursive: true }));

/** A raw disk of 24 MiB with these partitions. */
async function disk(...table: readonly string[]): Promise<void> {
  await (await open(file, 'w')).close();
  await truncate(file, 24 * MIB);
  await execa('sfdisk', ['--quiet', file], { input: `${table.join('\n')}\n` });
}

async function said() {
  return inspectImage(file, programs).then(
    ({ format }) => ({ en: format, es: format }),
    (error: { text: { en: string; es: string } }) => error.text,
  );
}

const cutOff = (endBytes: number, sizeBytes: number) => ({
  en: `The disk is incomplete: its partitions end at byte ${endBytes}, and only ${sizeBytes} arrived.`,
  es: `El disco está incompleto: sus particiones acaban en el byte ${endBytes}, y solo han llegado ${sizeBytes}.`,
});

const TABLES: Readonly<Record<string, { readonly table: readonly string[]; readonly endBytes: number }>> = {
  'a first partition': { table: ['label: dos', 'start=2048, size=40960'], endBytes: 21 * MIB },
  'a later one': {
    table: ['label: dos', 'start=4096, size=38912', 'start=2048, size=2048'],
    endBytes: 21 * MIB,
  },
  'a logical one': {
    table: [
      'label: dos',
      'size=2048',
      'type=5',
      'size=2048',
      'start=10240, size=4096',
      'start=20480, size=22528',
    ],
    endBytes: 24 * MIB,
  },
  'a GPT, whose copy is at its end': { table: ['label: gpt', 'start=2048, size=2048'], endBytes: 24 * MIB },
};

test.each(Object.entries(TABLES))(
  'a raw disk that is cut off is refused: %s',
  async (_, { table, endBytes }) => {
    await disk(...table);
    expect((await said()).en).toBe('raw');
    await truncate(file, endBytes);
    expect((await said()).en).toBe('raw');
    await truncate(file, endBytes - 512);
    expect(await said()).toEqual(cutOff(endBytes, endBytes - 512));
  },
);

test('a logical partition that goes beyond the file counts, also where the table around it does not say so', async () => {
  await disk('label: dos', 'start=2048, size=40960, type=5', 'start=4096, size=2048');
  const handle = await open(file, 'r+');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(100_000);
  await handle.write(size, 0, 4, 2048 * 512 + 446 + 12);
  await handle.close();
  expect(await said()).toEqual(cutOff((4096 + 100_000) * 512, 24 * MIB));
});

test('a ring of logical partitions comes to an end', async () => {
  await disk('label: dos', 'start=2048, size=40960, type=5', 'start=4096, size=2048');
  const handle = await open(file, 'r+');
  const again = Buffer.from([0, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
  const here = Buffer.alloc(512);
  again.copy(here, 462);
  here.writeUInt16BE(0x55aa, 510);
  await handle.write(here, 0, 512, 2049 * 512);
  await handle.close();
  expect((await said()).en).toBe('raw');
});

test('a loader without a table is none', async () => {
  await disk('label: dos', 'start=2048, size=2048');
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(64, 0x41), 0, 64, 446);
  await handle.close();
  expect((await said()).en).toBe('raw');
});

test('docs/trouble.md has the sentence', () => {
  expect(troubleDoc).toContain(cutOff(2_147_483_648, 1_073_741_824).en);
});
