import { createHash } from 'node:crypto';
import type { Programs } from '../../src/base/program.ts';
import type { ImageIntake } from '../../src/image/host-image.ts';
import type { Digest, DigestAlgorithm } from '../../src/image/source.ts';
import { createLayers, plain } from './layers.ts';
import { type ReceiverLimits, tooLarge } from './limits.ts';
import { createStored, type Stored } from './stored.ts';
import type { Unpacker } from './unpacker.ts';

/** Takes a file's bytes as they come: sums them, unpacks them, and gives them to the host. */
export interface Receiver {
  /** How many bytes have been taken, as they came. */
  readonly receivedBytes: number;
  readonly isPacked: boolean;
  take(bytes: Buffer): Promise<void>;
  /** After the last byte. @returns sums of what came, and of what was stored */
  finish(): Promise<Received>;
  /** Forgets everything, as another file begins. */
  restart(mark: string): Promise<void>;
  stop(): Promise<void>;
}

export interface Received {
  /** Of the bytes as they came, in hexadecimal. */
  sum(algorithm: DigestAlgorithm): string;
  /** Of the bytes as they lie on the host. */
  readonly sha256: string;
}

/**
 * @param digest what the bytes will be compared with; its algorithm is summed beside SHA-256
 * @returns a receiver that has taken what is in the intake already
 */
export async function createReceiver(
  intake: ImageIntake,
  digest: Digest | null,
  limits: ReceiverLimits,
  programs: Programs,
): Promise<Receiver> {
  const tools: FileTools = { intake, algorithm: digest?.algorithm ?? 'sha256', limits, programs };
  let file = begin(intake.sizeBytes > 0, tools);
  // What an earlier process has taken; a packed file's beginning is not kept, as its unpacking cannot be gone on with.
  for await (const bytes of intake.read()) {
    file.sums.update(bytes as Buffer);
    file.receivedBytes += bytes.length;
    file.stored.knows(bytes.length);
  }
  return {
    get receivedBytes() {
      return file.receivedBytes;
    },
    get isPacked() {
      return file.isPacked;
    },
    async take(bytes) {
      file.receivedBytes += bytes.length;
      mustFit(file.receivedBytes, limits);
      // The disk works while the processor sums.
      const taken = file.layers.write(bytes);
      file.sums.update(bytes);
      await taken;
    },
    async finish() {
      await file.layers.end();
      const sum = file.sums.end();
      return { sum, sha256: file.stored.sha256() ?? sum('sha256') };
    },
    async restart(mark) {
      await file.layers.stop();
      file = begin(false, tools);
      await intake.restart(mark);
    },
    stop: async () => file.layers.stop(),
  };
}

/** A file as it is coming. */
interface Coming {
  readonly sums: Sums;
  readonly stored: Stored;
  readonly layers: Unpacker;
  isPacked: boolean;
  receivedBytes: number;
}

interface FileTools {
  readonly intake: ImageIntake;
  readonly algorithm: DigestAlgorithm;
  readonly limits: ReceiverLimits;
  readonly programs: Programs;
}

/** @param isKnown what came before is there as it came: it is not packed */
function begin(isKnown: boolean, { intake, algorithm, limits, programs }: FileTools): Coming {
  const stored = createStored(intake, limits);
  const sink = (bytes: Buffer) => stored.write(bytes);
  const mayHave = (bytes: number) => mustFit(bytes, limits);
  async function onPacked(): Promise<void> {
    // What is unpacked cannot be gone on with by another process: it must not be taken for the file itself.
    await intake.restart('');
    coming.isPacked = true;
    stored.sumApart();
  }
  const layers = isKnown ? plain(sink) : createLayers({ sink, programs, mayHave, onPacked });
  const sums = createSums(['sha256', algorithm]);
  const coming: Coming = { sums, stored, layers, isPacked: false, receivedBytes: 0 };
  return coming;
}

function mustFit(bytes: number, { mostBytes }: ReceiverLimits): void {
  if (bytes > mostBytes) throw tooLarge(mostBytes);
}

/** Sums of the bytes as they come. */
interface Sums {
  update(bytes: Buffer): void;
  end(): Received['sum'];
}

function createSums(algorithms: readonly DigestAlgorithm[]): Sums {
  const hashes = new Map(algorithms.map((name) => [name, createHash(name)]));
  return {
    update(bytes) {
      for (const hash of hashes.values()) hash.update(bytes);
    },
    end() {
      const sums = new Map([...hashes].map(([name, hash]) => [name, hash.digest('hex')]));
      return (algorithm) => sums.get(algorithm) ?? '';
    },
  };
}
