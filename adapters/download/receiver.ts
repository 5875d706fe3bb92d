import { createHash, type Hash } from 'node:crypto';
import { UserError } from '../../src/base/errors.ts';
import type { Programs } from '../../src/base/program.ts';
import type { Text } from '../../src/base/text.ts';
import type { ImageIntake } from '../../src/image/host-image.ts';
import type { Digest, DigestAlgorithm } from '../../src/image/source.ts';
import { systemTrouble } from '../../src/view/system-trouble.ts';
import { systemEvidence, systemWords } from '../../src/view/system-words.ts';
import { createLayers, plain } from './layers.ts';
import { Fooled } from './trouble.ts';
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

export interface ReceiverLimits {
  /** The most that an image may have, packed and unpacked, in bytes. */
  readonly mostBytes: number;
  /** What must stay free on the host's disk, in bytes. */
  readonly reserveBytes: number;
}

/** How often the room is looked at, in bytes that were written. */
const LOOK_EVERY = 64 * 1024 ** 2;

/**
 * @param digest what the bytes will be compared with; its algorithm is summed beside SHA-256
 * @returns a receiver that has taken what is in the intake already
 */
export async function createReceiver(
  intake: ImageIntake,
  digest: Digest | null,
  { mostBytes, reserveBytes }: ReceiverLimits,
  programs: Programs,
): Promise<Receiver> {
  let came = new Map<DigestAlgorithm, Hash>();
  let stored: Hash | null = null;
  let layers: Unpacker;
  let isPacked = false;
  let receivedBytes = 0;
  let storedBytes = 0;
  let lookAt = 0;

  /** @param isKnown what came before is there as it came: it is not packed */
  function begin(isKnown = false): void {
    came = new Map(
      [...new Set<DigestAlgorithm>(['sha256', digest?.algorithm ?? 'sha256'])].map((name) => [
        name,
        createHash(name),
      ]),
    );
    isPacked = false;
    stored = null;
    receivedBytes = 0;
    storedBytes = 0;
    lookAt = 0;
    layers = isKnown ? plain(store) : createLayers({ sink: store, programs, mayHave, onPacked });
  }

  async function onPacked(): Promise<void> {
    // What is unpacked cannot be gone on with by another process: it must not be taken for the file itself.
    await intake.restart('');
    isPacked = true;
    stored = createHash('sha256');
  }

  function sum(bytes: Buffer): void {
    for (const hash of came.values()) hash.update(bytes);
  }

  function mayHave(bytes: number): void {
    if (bytes > mostBytes) throw tooLarge(mostBytes);
  }

  async function store(bytes: Buffer): Promise<void> {
    storedBytes += bytes.length;
    mayHave(storedBytes);
    if (storedBytes >= lookAt) {
      lookAt = storedBytes + LOOK_EVERY;
      if ((await intake.room()) < reserveBytes) throw diskFull();
    }
    stored?.update(bytes);
    await written(intake, bytes);
  }

  begin(intake.sizeBytes > 0);
  // What an earlier process has taken; a packed file's beginning is not kept, as its unpacking cannot be gone on with.
  for await (const bytes of intake.read()) {
    sum(bytes as Buffer);
    receivedBytes += bytes.length;
    storedBytes += bytes.length;
  }

  return {
    get receivedBytes() {
      return receivedBytes;
    },
    get isPacked() {
      return isPacked;
    },
    async take(bytes) {
      receivedBytes += bytes.length;
      mayHave(receivedBytes);
      // The disk works while the processor sums.
      const taken = layers.write(bytes);
      sum(bytes);
      await taken;
    },
    async finish() {
      await layers.end();
      const sums = new Map([...came].map(([name, hash]) => [name, hash.digest('hex')]));
      const sumOf = (algorithm: DigestAlgorithm) => sums.get(algorithm) ?? '';
      return { sum: sumOf, sha256: stored?.digest('hex') ?? sumOf('sha256') };
    },
    async restart(mark) {
      await layers.stop();
      begin();
      await intake.restart(mark);
    },
    async stop() {
      await layers.stop();
    },
  };
}

/** The host's disk fails for reasons of its own, which are none of the line's. */
async function written(intake: ImageIntake, bytes: Buffer): Promise<void> {
  try {
    await intake.write(bytes);
  } catch (error) {
    // What is seen in the beginning.
    if (error instanceof UserError) throw error;
    if (systemTrouble(error) === 'full') throw diskFull();
    const why = systemWords(error);
    const text = {
      en: `labvm cannot write to the host’s disk: ${why.en}.`,
      es: `labvm no puede escribir en el disco del anfitrión: ${why.es}.`,
    };
    throw new UserError('failed', text, undefined, { cause: error, evidence: systemEvidence(error) });
  }
}

/** An image, or its declared size, is over the limit. */
export function tooLarge(mostBytes: number): Fooled {
  const gib = Math.round((mostBytes / 1024 ** 3) * 10) / 10;
  return new Fooled(
    {
      en: `The image is larger than the limit of ${gib} GiB.`,
      es: `La imagen supera el límite de ${gib} GiB.`,
    },
    {
      en: 'Nothing was kept. An administrator can change the limit: LABVM_IMAGE_MAX_GIB.',
      es: 'No se ha guardado nada. Un administrador puede cambiar el límite: LABVM_IMAGE_MAX_GIB.',
    },
  );
}

/** Nothing more fits on the host's disk. @param facts how much is needed and how much is there, where that is known */
export function diskFull(facts?: { readonly neededBytes: number; readonly roomBytes: number }): UserError {
  const hint: Text = {
    en: 'Make room: /image prune, /vm delete. To see what is free: /host status',
    es: 'Libere espacio: /image prune, /vm delete. Para ver lo que queda libre: /host status',
  };
  if (!facts) {
    const text = {
      en: 'There is no room for the image on the host’s disk.',
      es: 'No hay espacio para la imagen en el disco del anfitrión.',
    };
    return new UserError('no-capacity', text, hint);
  }
  const [needed, room] = [facts.neededBytes, facts.roomBytes].map((bytes) => Math.ceil(bytes / 1e6));
  const text = {
    en: `There is no room for the image on the host’s disk: it needs ${needed} MB, and ${room} MB are free.`,
    es: `No hay espacio para la imagen en el disco del anfitrión: necesita ${needed} MB y quedan ${room} MB libres.`,
  };
  return new UserError('no-capacity', text, hint);
}
