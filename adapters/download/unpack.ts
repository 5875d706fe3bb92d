import { once } from 'node:events';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { PipedProgram, ProgramLimits, Programs } from '../../src/program.ts';
import { Fooled } from './trouble.ts';

export type Packing = 'gz' | 'xz' | 'zst';

/** How packed files begin: RFC 1952, 2.3.1; the .xz file format, 2.1.1.1; RFC 8878, 3.1.1. */
const MAGICS: readonly (readonly [Packing, Buffer])[] = [
  ['gz', Buffer.from([0x1f, 0x8b])],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
];

/** How many bytes it takes to tell. */
export const MAGIC_BYTES = 6;

/** @param beginning the file's first bytes */
export function packingOf(beginning: Buffer): Packing | null {
  return MAGICS.find(([, magic]) => beginning.subarray(0, magic.length).equals(magic))?.[0] ?? null;
}

/** Takes packed bytes, and gives what is in them to its sink. */
export interface Unpacker {
  write(bytes: Buffer): Promise<void>;
  /** @throws Fooled if the packed file is not whole */
  end(): Promise<void>;
  /** Stops, whatever it is at; its sink gets nothing more once this is over. */
  stop(): Promise<void>;
}

/** What xz may take while it unpacks; its own presets need 65 MiB at most (xz(1), -9). */
const XZ_MEMORY = '192MiB';

/** For xz, which reads a stranger's file: beside its memory its own code; the largest image takes less than an hour. */
const XZ_LIMITS: ProgramLimits = { memoryBytes: 512 * 1024 ** 2, cpuSeconds: 3600, timeoutMs: null };

/** @param sink gets what is in the file, piece after piece; what it throws ends the unpacking */
export function createUnpacker(
  packing: Packing,
  sink: (bytes: Buffer) => Promise<void>,
  programs: Programs,
): Unpacker {
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
      await Promise.race([once(input, 'drain'), drained]).catch((error: unknown) => {
        throw asFooled(failure ?? error);
      });
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

function start(packing: Packing, programs: Programs): PipedProgram {
  if (packing === 'xz') return startXz(programs);
  const stream = packing === 'gz' ? createGunzip() : createZstdDecompress();
  return { input: stream, output: stream, stop: () => stream.destroy(), ended: Promise.resolve() };
}

function startXz(programs: Programs): PipedProgram {
  const how = ['--decompress', '--stdout', '--quiet', `--memlimit-decompress=${XZ_MEMORY}`];
  return programs.pipe({ name: 'xz', arguments: how, as: 'nobody', limits: XZ_LIMITS });
}

/** What the sink throws has its own words; everything else is the file's fault. */
function asFooled(error: unknown): unknown {
  const isOfUnpacker = error instanceof Error && ('errno' in error || 'exitCode' in error || 'code' in error);
  if (!isOfUnpacker || 'text' in error) return error;
  return new Fooled({
    en: 'The packed file is damaged or cut off.',
    es: 'El fichero comprimido está dañado o incompleto.',
  });
}
