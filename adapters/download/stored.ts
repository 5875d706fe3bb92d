import { createHash, type Hash } from 'node:crypto';
import { UserError } from '../../src/base/errors.ts';
import type { ImageIntake } from '../../src/image/host-image.ts';
import { systemTrouble } from '../../src/view/system-trouble.ts';
import { systemEvidence, systemWords } from '../../src/view/system-words.ts';
import { diskFull, type ReceiverLimits, tooLarge } from './limits.ts';

/** What of a file lies on the host. */
export interface Stored {
  /** So many bytes lie there already. */
  knows(bytes: number): void;
  write(bytes: Buffer): Promise<void>;
  /** From now on what is written is not what came. */
  sumApart(): void;
  /** In hexadecimal; null where it is the sum of what came. */
  sha256(): string | null;
}

/** How often the room is looked at, in bytes that were written. */
const LOOK_EVERY = 64 * 1024 ** 2;

/** A file that begins. */
export function createStored(intake: ImageIntake, { mostBytes, reserveBytes }: ReceiverLimits): Stored {
  let hash: Hash | null = null;
  let storedBytes = 0;
  let lookAt = 0;
  return {
    knows(bytes) {
      storedBytes += bytes;
    },
    async write(bytes) {
      storedBytes += bytes.length;
      if (storedBytes > mostBytes) throw tooLarge(mostBytes);
      if (storedBytes >= lookAt) {
        lookAt = storedBytes + LOOK_EVERY;
        if ((await intake.room()) < reserveBytes) throw diskFull();
      }
      hash?.update(bytes);
      await written(intake, bytes);
    },
    sumApart() {
      hash = createHash('sha256');
    },
    sha256: () => hash?.digest('hex') ?? null,
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
