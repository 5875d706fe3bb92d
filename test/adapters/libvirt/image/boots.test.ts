import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootsOf } from '../../../../adapters/libvirt/image/boots.ts';
import { bootsOfCatalogue } from '../../../../adapters/libvirt/image/el-torito.ts';
import type { ImageFormat } from '../../../../src/image/host-image.ts';
import {
  type DiscOptions,
  type DiskOptions,
  discOf,
  diskOf,
  EFI,
  ESP_GUID,
  LINUX_GUID,
  X86,
} from '../../../support/sectors.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-boots-'));
  file = join(folder, 'image');
});
afterEach(() => rm(folder, { recursive: true }));

/** What is known of a file: for BIOS and for UEFI, + there is something, - there is nothing, ? not known. */
async function known(format: ImageFormat, path = file): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { bios, uefi } = await bootsOf(format, handle);
    return [bios, uefi].map((one) => (one === null ? '?' : one ? '+' : '-')).join('');
  } finally {
    await handle.close();
  }
}

const CODE = Buffer.from([0xfa, 0xf4]);

describe('a disc', () => {
  const discs: readonly (readonly [what: string, is: string, disc: DiscOptions])[] = [
    ['without a boot record', '--', {}],
    ['for BIOS', '+-', { entries: [{ platform: X86 }] }],
    ['for UEFI', '-+', { entries: [{ platform: EFI }] }],
    ['for both', '++', { entries: [{ platform: X86 }, { platform: EFI }] }],
    [
      'whose third entry is UEFI’s',
      '++',
      { entries: [{ platform: X86 }, { platform: 1 }, { platform: EFI }] },
    ],
    ['whose entry for BIOS is not the first', '-+', { entries: [{ platform: EFI }, { platform: X86 }] }],
    ['whose only entry is not to be started', '--', { entries: [{ platform: X86, isBootable: false }] }],
    [
      'whose entry for UEFI is not to be started',
      '+-',
      { entries: [{ platform: X86 }, { platform: EFI, isBootable: false }] },
    ],
    [
      'whose sum is wrong, which UEFI alone minds',
      '+-',
      { sumOff: 1, entries: [{ platform: X86 }, { platform: EFI }] },
    ],
    ['that is of UDF too, where UEFI may look for itself', '-?', { isUdf: true }],
    [
      'that is a disk for UEFI too',
      '+?',
      { entries: [{ platform: X86 }], bootSector: diskOf({ partitions: [{ type: 0xef }] }).subarray(0, 512) },
    ],
  ];
  test.each(discs)('%s: %s', async (_what, is, disc) => {
    await writeFile(file, discOf(disc));
    expect(await known('iso')).toBe(is);
  });

  test('whose catalogue lies beyond its end is not known', async () => {
    await writeFile(file, discOf({ entries: [{ platform: X86 }] }));
    await truncate(file, 20 * 2048);
    expect(await known('iso')).toBe('??');
  });

  test('no catalogue, whatever is in it, is an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2048, maxLength: 2048 }), (noise) => {
        const catalogue = Buffer.from(noise);
        catalogue.writeUInt8(1, 0);
        catalogue.writeUInt16BE(0x55aa, 30);
        expect(bootsOfCatalogue(catalogue)).toMatchObject({ bios: expect.any(Boolean) });
      }),
    );
  });
});

describe('a disk', () => {
  const disks: readonly (readonly [what: string, is: string, disk: DiskOptions])[] = [
    ['that is empty', '--', { isMarked: false }],
    ['with code and no mark, which BIOS wants', '--', { isMarked: false, code: CODE }],
    ['with partitions and no code', '--', { partitions: [{ type: 0x83 }] }],
    ['with code', '+-', { code: CODE, partitions: [{ type: 0x83 }] }],
    ['with a partition for UEFI', '-+', { partitions: [{ type: 0x83 }, { type: 0xef }] }],
    [
      'with another FAT, which UEFI reads too',
      '+?',
      { code: CODE, partitions: [{ type: 0x0c, isFat: true }] },
    ],
    ['with logical partitions', '+?', { code: CODE, partitions: [{ type: 0x05 }] }],
    ['with GPT for UEFI', '-+', { gpt: [{ guid: LINUX_GUID }, { guid: ESP_GUID }] }],
    ['with GPT for both', '++', { code: CODE, gpt: [{ guid: ESP_GUID }] }],
    ['with GPT and nothing for UEFI', '+-', { code: CODE, gpt: [{ guid: LINUX_GUID }] }],
    ['with GPT and another FAT', '+?', { code: CODE, gpt: [{ guid: LINUX_GUID, isFat: true }] }],
  ];
  test.each(disks)('%s: %s', async (_what, is, disk) => {
    await writeFile(file, diskOf(disk));
    expect(await known('raw')).toBe(is);
  });

  test('whose GPT is broken is not known', async () => {
    await writeFile(file, diskOf({ gpt: [{ guid: LINUX_GUID }] }).fill(0, 512, 1024));
    expect(await known('raw')).toBe('-?');
  });

  test.each([
    ['as it is', []],
    ['compressed', ['-c']],
    ['compressed, in small clusters', ['-c', '-o', 'cluster_size=4k']],
    ['of the old kind', ['-o', 'compat=0.10']],
  ])('is read in qcow2, %s', async (_what, options) => {
    const raw = join(folder, 'raw');
    for (const [disk, is] of [
      [{ code: CODE, gpt: [{ guid: LINUX_GUID }, { guid: ESP_GUID }] }, '++'],
      [{ partitions: [{ type: 0x83 }] }, '--'],
    ] as const) {
      await writeFile(raw, diskOf(disk));
      await execa('qemu-img', ['convert', '-O', 'qcow2', ...options, raw, file]);
      expect(await known('qcow2')).toBe(is);
    }
  });

  test.each([
    ['zstd', 'compression_type=zstd'],
    ['subclusters', 'extended_l2=on'],
  ])('is not known where qcow2 is written with %s', async (_what, option) => {
    const raw = join(folder, 'raw');
    await writeFile(raw, diskOf({ code: CODE }));
    await execa('qemu-img', ['convert', '-O', 'qcow2', '-c', '-o', option, raw, file]);
    expect(await known('qcow2')).toBe('??');
  });

  test('whose tables lead nowhere is not known', async () => {
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', file, '1G']);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from('0040000000000000', 'hex'), 0, 8, 40);
    await handle.close();
    expect(await known('qcow2')).toBe('??');
  });
});
