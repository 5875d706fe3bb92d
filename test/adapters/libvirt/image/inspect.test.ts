import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHeader } from '../../../../adapters/libvirt/image/header.ts';
import { inspectImage } from '../../../../adapters/libvirt/image/inspect.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { disc } from '../../download/support/files.ts';
import { killedPrograms, latePrograms } from './support/cut-short.ts';

const programs = createPrograms();
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-inspect-'));
  file = join(folder, 'image');
});
afterEach(() => rm(folder, { recursive: true }));

const qemuImg = (...args: readonly string[]) => execa('qemu-img', args);

/** What is said of the file. */
async function said(path = file, by = programs): Promise<string> {
  return inspectImage(path, by).then(
    ({ format, virtualSizeBytes }) => `${format} ${virtualSizeBytes}`,
    (error: { code: string; text: { en: string } }) => `${error.code}: ${error.text.en}`,
  );
}

/** Changes bytes of the file. */
async function patch(position: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
}

const number = (value: bigint, bytes: 4 | 8): Buffer => {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 4) buffer.writeUInt32BE(Number(value));
  else buffer.writeBigUInt64BE(value);
  return buffer;
};

describe('what is taken', () => {
  test('a qcow2 disk, with the size that a machine needs', async () => {
    await qemuImg('create', '-q', '-f', 'qcow2', file, '3G');
    expect(await said()).toBe(`qcow2 ${3 * 1024 ** 3}`);
  });

  test('an old qcow2 disk', async () => {
    await qemuImg('create', '-q', '-f', 'qcow2', '-o', 'compat=0.10', file, '1G');
    expect(await said()).toBe(`qcow2 ${1024 ** 3}`);
  });

  test('a disc', async () => {
    await writeFile(file, disc(409_600));
    expect(await said()).toBe('iso 409600');
  });

  test('a raw disk with a boot sector', async () => {
    const disk = Buffer.alloc(1 << 20);
    disk.writeUInt16BE(0x55aa, 510);
    await writeFile(file, disk);
    expect(await said()).toBe(`raw ${1 << 20}`);
  });
});

describe('what is refused', () => {
  test('a qcow2 disk that stands on a file on the host', async () => {
    await qemuImg('create', '-q', '-f', 'qcow2', '-u', '-b', '/etc/passwd', '-F', 'raw', file, '1G');
    expect(await said()).toMatch(/^bad-image: .*backing file/);
  });

  test('a qcow2 disk whose data are in a file on the host', async () => {
    await qemuImg(
      'create',
      '-q',
      '-f',
      'qcow2',
      '-o',
      `data_file=${join(folder, 'data')},data_file_raw=on`,
      file,
      '1M',
    );
    expect(await said()).toMatch(/^bad-image: .*data file/);
  });

  // AES, for a LUKS header's making measures the processor and fails on a busy one ("Unable to get accurate CPU usage").
  test('an encrypted qcow2 disk', async () => {
    const secret = ['--object', 'secret,id=s,data=x'];
    const encrypted = 'encrypt.format=aes,encrypt.key-secret=s';
    await qemuImg('create', '-q', ...secret, '-f', 'qcow2', '-o', encrypted, file, '1M');
    expect(await said()).toMatch(/^bad-image: .*encrypted/);
  });

  test('a qcow2 disk whose header claims LUKS', async () => {
    await qemuImg('create', '-q', '-f', 'qcow2', file, '1M');
    await patch(32, number(2n, 4));
    expect(await said()).toMatch(/^bad-image: .*encrypted/);
  });

  test('a qcow2 disk larger than any host', async () => {
    await qemuImg('create', '-q', '-f', 'qcow2', file, '60T');
    expect(await said()).toMatch(/^bad-image: .*an impossible disk/);
  });

  test.each([
    ['clusters of nothing', 20, number(0n, 4)],
    ['clusters of everything', 20, number(63n, 4)],
    ['a table of everything', 36, number(0xffffffffn, 4)],
    ['a version that does not exist', 4, number(99n, 4)],
    ['a table far behind its end', 40, number(1n << 50n, 8)],
  ])('a qcow2 disk with %s', async (_, position, bytes) => {
    await qemuImg('create', '-q', '-f', 'qcow2', file, '1G');
    await patch(position, bytes);
    expect(await said()).toMatch(/^bad-image: /);
  });

  test('a qcow2 disk that is cut off', async () => {
    const raw = join(folder, 'raw');
    await writeFile(raw, Buffer.alloc(2 << 20, 7));
    await qemuImg('convert', '-f', 'raw', '-O', 'qcow2', raw, file);
    await truncate(file, 1 << 20);
    expect(troubleDoc).toContain(
      'The qcow2 file is incomplete: it needs at least 21299200 bytes, and 12582912 arrived.',
    );
    expect(await said()).toMatch(
      /^bad-image: The qcow2 file is incomplete: it needs at least 2\d{6} bytes, and 1048576 arrived\.$/,
    );
  });

  test.each([
    ['QED', 0, 'QED\0'],
    ['COW', 0, 'OOOM'],
    ['VMDK', 0, 'KDMV'],
    ['VMDK', 0, 'COWD'],
    ['VMDK', 0, '# Disk DescriptorFile\nparentFileNameHint="/etc/passwd"'],
    ['VHD', 0, 'conectix'],
    ['qcow', 0, 'QFI\xfa'],
    ['VDI', 64, '\x7f\x10\xda\xbe'],
  ])('a raw disk or a disc that other programs take for %s, at %i: %j', async (format, at, magic) => {
    const disk = Buffer.alloc(1 << 20);
    disk.writeUInt16BE(0x55aa, 510);
    for (const bytes of [disk, disc(409_600)]) {
      bytes.write(magic, at, 'latin1');
      await writeFile(file, bytes);
      expect(await said()).toContain(`bad-image: This is a disk in the format ${format}, which`);
    }
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
    ['a qcow2 header alone', Buffer.from('QFI\xfb', 'latin1')],
    ['a page', Buffer.from('<!DOCTYPE html>'.padEnd(100_000, ' '))],
    ['a page behind a mark of order', Buffer.from('\ufeff\n <html>'.padEnd(100_000, ' '))],
  ])('%s', async (_, bytes) => {
    await writeFile(file, bytes);
    expect(await said()).toMatch(/^bad-image: /);
  });
});

test('no header of any length is read beyond its end', () => {
  const qcow2 = Buffer.alloc(200);
  qcow2.write('QFI\xfb', 'latin1');
  for (const whole of [qcow2, disc(40_960)]) {
    for (let length = 0; length < Math.min(whole.length, 34_900); length += 7) {
      expect(() => readHeader(whole.subarray(0, length))).not.toThrow();
    }
  }
});

test('a qcow2 disk that nobody could look at in time is not called damaged', async () => {
  await qemuImg('create', '-q', '-f', 'qcow2', file, '1G');
  expect(await said(file, await latePrograms(folder))).toMatch(/^timeout: The program qemu-img took longer/);
});

test('nor is one for which the host had no memory left', async () => {
  await qemuImg('create', '-q', '-f', 'qcow2', file, '1G');
  expect(await said(file, await killedPrograms(folder))).toBe(
    'failed: The program qemu-img was stopped before it had finished (SIGKILL).',
  );
});
