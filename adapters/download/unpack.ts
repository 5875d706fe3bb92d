import { once } from 'node:events';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { PipedProgram, ProgramLimits, Programs } from '../../src/base/program.ts';
import { createUntar, isTar } from './tar.ts';
import { damagedPack } from './trouble.ts';
import type { Unpacker } from './unpacker.ts';
import { createUnzip } from './zip.ts';
import { isHeader } from './zip-entry.ts';

export type Packing = 'gz' | 'xz' | 'zst' | 'bz2' | 'tar' | 'pkzip';

/** How packed files begin: RFC 1952, 2.3.1; the .xz file format, 2.1.1.1; RFC 8878, 3.1.1. */
const MAGICS: readonly (readonly [Packing, Buffer])[] = [
  ['gz', Buffer.from([0x1f, 0x8b])],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
];

/** How bzip2 begins, with the size of its blocks, and the mark of its first one or of its end. */
const BZIP2_BEGINS = /^BZh[1-9]$/;
const BZIP2_MARKS = [Buffer.from('314159265359', 'hex'), Buffer.from('177245385090', 'hex')];

/** How many bytes it takes to tell: tar begins with a record of a sector. */
export const MAGIC_BYTES = 512;

/** @param beginning the file's first bytes */
export function packingOf(beginning: Buffer): Packing | null {
  if (isBzip2(beginning)) return 'bz2';
  if (isTar(beginning)) return 'tar';
  if (isHeader(beginning)) return 'pkzip';
  return MAGICS.find(([, magic]) => beginning.subarray(0, magic.length).equals(magic))?.[0] ?? null;
}

function isBzip2(beginning: Buffer): boolean {
  const mark = beginning.subarray(4, 10);
  return BZIP2_BEGINS.test(beginning.toString('latin1', 0, 4)) && BZIP2_MARKS.some((one) => one.equals(mark));
}

/** What xz may take while it unpacks; its own presets need 65 MiB at most (xz(1), -9). */
const XZ_MEMORY = '192MiB';

/** For xz, which reads a stranger's file: beside its memory its own code; the largest image takes less than an hour. */
const XZ_LIMITS: ProgramLimits = { memoryBytes: 512 * 1024 ** 2, cpuSeconds: 3600, timeoutMs: null };

const BZIP2_LIMITS: ProgramLimits = { ...XZ_LIMITS, memoryBytes: 256 * 1024 ** 2 };

/** @param sink gets what is in the file, piece after piece; what it throws ends the unpacking */
export function createUnpacker(
  packing: Packing,
  sink: (bytes: Buffer) => Promise<void>,
  programs: Programs,
): Unpacker {
  if (packing === 'tar') return createUntar(sink);
  if (packing === 'pkzip') return createUnzip(sink);
  const { input, output, stop, ended } = start(packing, programs);
  let failure: unknown = null;
  input.on('error', (error) => {
    failure ??= error;
  });

  const drained = (async () => {
    for await (const bytes of output as AsyncIterable<Buffer>) await sink(bytes);
    await ended;
  })();
  drained.catch((error: unknown) => {
    failure ??= error;
    stop();
  });

  return {
    async write(bytes) {
      if (failure) throw asFooled(failure);
      if (input.write(bytes)) return;
      const over = new AbortController();
      try {
        await Promise.race([once(input, 'drain', { signal: over.signal }), drained]);
      } catch (error) {
        throw asFooled(failure ?? error);
      } finally {
        // What follows the end of what was packed drains nowhere, and nobody is to wait for that.
        over.abort();
      }
    },
    async end() {
      input.end();
      await drained.catch((error: unknown) => {
        throw asFooled(failure ?? error);
      });
    },
    async stop() {
      stop();
      await drained.catch(() => undefined);
    },
  };
}

function start(packing: Exclude<Packing, 'tar' | 'pkzip'>, programs: Programs): PipedProgram {
  if (packing === 'xz') return startXz(programs);
  if (packing === 'bz2') return startBzip2(programs);
  const stream = packing === 'gz' ? createGunzip() : createZstdDecompress();
  return { input: stream, output: stream, stop: () => stream.destroy(), ended: Promise.resolve() };
}

function startXz(programs: Programs): PipedProgram {
  const how = ['--decompress', '--stdout', '--quiet', `--memlimit-decompress=${XZ_MEMORY}`];
  return programs.pipe({ name: 'xz', arguments: how, as: 'nobody', limits: XZ_LIMITS });
}

function startBzip2(programs: Programs): PipedProgram {
  const how = ['--decompress', '--stdout', '--quiet'];
  return programs.pipe({ name: 'bzip2', arguments: how, as: 'nobody', limits: BZIP2_LIMITS });
}

/** What the sink throws has its own words; everything else is the file's fault. */
function asFooled(error: unknown): unknown {
  const isOfUnpacker = error instanceof Error && ('errno' in error || 'exitCode' in error || 'code' in error);
  if (!isOfUnpacker || 'text' in error) return error;
  return damagedPack();
}
