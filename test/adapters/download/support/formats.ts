import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** A raw disk that could start, of 3 MiB with noise in parts of it. */
export function disk(bytes = 3 * 1024 ** 2): Buffer {
  const content = Buffer.alloc(bytes);
  content.writeUInt16BE(0x55aa, 510);
  randomBytes(200_000).copy(content, 100_000);
  randomBytes(65_536).copy(content, bytes - 65_536);
  return content;
}

/** Makes a file of it in another format. @param options of `qemu-img convert -o` */
export async function inFormat(
  folder: string,
  content: Buffer,
  driver: string,
  options = '',
): Promise<Buffer> {
  const [raw, made] = [join(folder, 'raw'), join(folder, `disk.${driver}`)];
  await writeFile(raw, content);
  const more = options === '' ? [] : ['-o', options];
  await execa('qemu-img', ['convert', '-f', 'raw', '-O', driver, ...more, raw, made]);
  return readFile(made);
}

/** What a machine would read from a qcow2 disk. */
export async function contentOf(folder: string, qcow2: Buffer): Promise<Buffer> {
  const [file, raw] = [join(folder, 'back.qcow2'), join(folder, 'back.raw')];
  await writeFile(file, qcow2);
  await execa('qemu-img', ['convert', '-f', 'qcow2', '-O', 'raw', file, raw]);
  return readFile(raw);
}
