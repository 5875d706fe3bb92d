import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import type { ImageFacts, ImageIntake, ImageOrigin } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import { NO_REGULAR_FILE, systemEvidence, systemWords } from '../../src/view/system-words.ts';
import type { FetchTools } from './fetch-tools.ts';
import type { Flight } from './flights.ts';
import { keep } from './keep.ts';
import { diskFull } from './limits.ts';
import { openIntake } from './open-intake.ts';
import { createRate } from './rate.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import { mustHave } from './trust.ts';

/** A file of this host that is to become an image. */
export interface LocalFile {
  readonly image: Image;
  readonly path: string;
  /** Somebody added it, and what it is is seen by looking at it. */
  readonly isAdded: boolean;
}

/** Copies a file of this host into an image's intake, and keeps it. */
export async function copyFile(file: LocalFile, flight: Flight, tools: FetchTools): Promise<ImageFacts> {
  const sizeBytes = await sizeOfFile(file.path);
  const found = await openIntake(file.image.id, true, flight, tools);
  if (found.there) return found.there;
  const { intake } = found;
  try {
    await intake.restart('');
    await mustHaveRoom(intake, sizeBytes + tools.limits.reserveBytes);
    return await taken({ ...file, sizeBytes }, intake, flight, tools);
  } finally {
    // Whatever went wrong: the file is still where it was. What was kept is out of reach of this.
    await intake.drop();
  }
}

async function mustHaveRoom(intake: ImageIntake, neededBytes: number): Promise<void> {
  const roomBytes = await intake.room();
  if (roomBytes < neededBytes) throw diskFull({ neededBytes, roomBytes });
}

async function taken(
  { image, path, isAdded, sizeBytes }: LocalFile & { readonly sizeBytes: number },
  intake: ImageIntake,
  flight: Flight,
  { limits, programs }: FetchTools,
): Promise<ImageFacts> {
  const digest = image.source.kind === 'file' ? (image.source.digest ?? null) : null;
  const receiver = await createReceiver(intake, digest, limits, programs);
  await readInto(receiver, path, sizeBytes, flight);
  const received = await receiver.finish();
  mustHave(digest, received, basename(path));
  const trust = digest ? 'given' : 'local';
  const origin: ImageOrigin = { from: basename(path), trust, at: new Date().toISOString() };
  return keep({ image, intake, received, origin, isAdded }, limits, flight);
}

async function readInto(
  receiver: Receiver,
  path: string,
  totalBytes: number,
  { signal, onProgress }: Flight,
): Promise<void> {
  const rate = createRate();
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    await receiver.take(bytes as Buffer);
    const doneBytes = receiver.receivedBytes;
    onProgress({ stage: 'fetching', doneBytes, totalBytes, bytesPerSecond: rate.at(doneBytes) });
  }
}

async function sizeOfFile(path: string): Promise<number> {
  try {
    const facts = await stat(path);
    if (facts.isFile()) return facts.size;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw noFile(path, systemWords(error), systemEvidence(error));
  }
  throw noFile(path, NO_REGULAR_FILE);
}

function noFile(path: string, why: Text, evidence?: string): UserError {
  return new UserError(
    'not-found',
    {
      en: `The file ${path} cannot be read: ${why.en}.`,
      es: `No se puede leer el fichero ${path}: ${why.es}.`,
    },
    {
      en: 'Give the full path of a file on this host.',
      es: 'Dé la ruta completa de un fichero de este anfitrión.',
    },
    { evidence },
  );
}
