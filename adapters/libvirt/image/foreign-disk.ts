import { type FileHandle, open, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { ProgramLimits, Programs } from '../../../src/base/program.ts';
import type { ConvertOptions } from '../../../src/image/host-image.ts';
import { faultyDisk, notTaken } from './disk-fault.ts';
import { type DiskFormat, VHD, VMDK } from './disk-formats.ts';
import { readHeader } from './header.ts';
import { readerOf } from './read-at.ts';
import { beginningOf } from './sight.ts';
import { diskFault } from './stands-alone.ts';
import { isVhdFooter } from './vdi-vhd.ts';
import { plainDescriptor } from './vmdk.ts';

/** A disk in another format than ours that stands alone. */
export interface StandingDisk {
  readonly name: string;
  /**
   * @param path where the disk of ours is made; nothing is left there if it is not
   * @returns null where it would have more than `mostBytes`
   */
  convert(path: string, options: ConvertOptions): Promise<FileHandle | null>;
}

/** For `qemu-img`, which reads a stranger's file: its threads take address space, not memory. */
const MEMORY_BYTES = 2 * 1024 ** 3;
const CHECK: ProgramLimits = { memoryBytes: MEMORY_BYTES, cpuSeconds: 120, timeoutMs: 1_800_000 };
const CONVERT: ProgramLimits = { memoryBytes: MEMORY_BYTES, cpuSeconds: 3600, timeoutMs: 6 * 3_600_000 };

/** Requests at once; each may have a thread. */
const AT_ONCE = '4';

/** More than is written at once; a program that goes beyond its limit is ended before, in bytes. */
const LARGEST_WRITE = 16 * 1024 ** 2;

/**
 * Looks whether an open file is a disk in another format than ours.
 * @param file open for reading and writing; where nobody may go
 * @throws UserError where it names other files, or is not whole
 */
export async function foreignDisk(
  file: FileHandle,
  sizeBytes: number,
  programs: Programs,
): Promise<StandingDisk | null> {
  const beginning = await beginningOf(file);
  const format = await formatOf(file, beginning, sizeBytes);
  if (!format) return null;
  if (!format.isConverted) throw notTaken(format);
  const isFixed = readHeader(beginning).kind !== 'foreign';
  const fault = isFixed ? null : await diskFault(format, beginning, sizeBytes, readerOf(file));
  if (fault) throw faultyDisk(format, fault, sizeBytes);
  return {
    name: format.name,
    async convert(path, options) {
      await takeNamesOut(format, file, beginning);
      await refuseTorn(format, file, sizeBytes, programs, options.signal);
      return convertTo(path, { format, file, sizeBytes, programs }, options);
    },
  };
}

async function formatOf(file: FileHandle, beginning: Buffer, sizeBytes: number): Promise<DiskFormat | null> {
  const header = readHeader(beginning);
  if (header.kind === 'foreign') return header.format;
  if (header.kind !== 'raw' || sizeBytes < 1024) return null;
  const end = await readerOf(file)(sizeBytes - 512, 512);
  return isVhdFooter(end, sizeBytes) ? VHD : null;
}

/** Only a VMDK can name files at all; its own words for itself are replaced by ours. */
async function takeNamesOut(format: DiskFormat, file: FileHandle, beginning: Buffer): Promise<void> {
  const plain = format === VMDK ? plainDescriptor(beginning) : null;
  if (plain) await file.write(plain.bytes, 0, plain.bytes.length, plain.position);
}

/** The file that the program is handed, in this format and no other, and without anything below it. */
function handed({ driver }: DiskFormat): string {
  const file = { driver: 'file', filename: '/proc/self/fd/0' };
  // What wrote it rounds its size down to whole cylinders, or does not; the size that it names is the one.
  const size = driver === VHD.driver ? { force_size_calc: 'current_size' } : {};
  return `json:${JSON.stringify({ driver, ...size, file, backing: null })}`;
}

const checked = z.object({ corruptions: z.number().optional(), 'check-errors': z.number().optional() });

/** qemu-img(1): 63 says that it cannot check this format. */
const NO_CHECK = 63;

async function refuseTorn(
  format: DiskFormat,
  { fd }: FileHandle,
  sizeBytes: number,
  programs: Programs,
  signal: AbortSignal,
): Promise<void> {
  const line = ['check', '--output=json', handed(format)];
  const order = {
    name: 'qemu-img',
    arguments: line,
    as: 'nobody',
    stdin: fd,
    limits: CHECK,
    signal,
  } as const;
  const { exitCode, stdout } = await programs.run(order);
  if (exitCode === NO_CHECK) return;
  const found = checked.safeParse(parsed(stdout));
  const faults = found.success ? (found.data.corruptions ?? 0) + (found.data['check-errors'] ?? 0) : 1;
  if (faults > 0) throw faultyDisk(format, { kind: 'torn' }, sizeBytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Source {
  readonly format: DiskFormat;
  readonly file: FileHandle;
  readonly sizeBytes: number;
  readonly programs: Programs;
}

async function convertTo(
  path: string,
  { format, file, sizeBytes, programs }: Source,
  { mostBytes, signal, onProgress }: ConvertOptions,
): Promise<FileHandle | null> {
  const target = await open(path, 'w+', 0o600);
  let isDone = false;
  try {
    // Nobody writes it, and opens it by the hand that it is given; the folder is closed to everybody.
    await target.chmod(0o666);
    const { exitCode, stderr } = await programs.run({
      name: 'qemu-img',
      arguments: ['convert', '-p', '-m', AT_ONCE, '-O', 'qcow2', handed(format), '/proc/self/fd/3'],
      as: 'nobody',
      stdin: file.fd,
      files: [target.fd],
      limits: { ...CONVERT, fileBytes: mostBytes },
      signal,
      onOutput(text) {
        const percent = [...text.matchAll(/\((\d+\.\d+)\/100%\)/g)].at(-1)?.[1];
        if (percent !== undefined) onProgress(Number(percent) / 100);
      },
    });
    await target.chmod(0o644);
    isDone = exitCode === 0;
    if (isDone) return target;
    const isFull = (await target.stat()).size > mostBytes - LARGEST_WRITE;
    if (isFull || /File too large|No space left/.test(stderr)) return null;
    throw faultyDisk(format, { kind: 'torn' }, sizeBytes);
  } finally {
    if (!isDone) {
      await target.close();
      await rm(path, { force: true });
    }
  }
}
