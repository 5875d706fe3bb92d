import { declaredImage } from '../../src/image/added.ts';
import type { ImageFacts, ImageIntake, ImageOrigin } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import { convertForeign } from './convert.ts';
import type { Flight } from './flights.ts';
import type { ReceiverLimits } from './limits.ts';
import type { Received } from './receiver.ts';

/** A file that has come whole, to become an image of the host. */
export interface Came {
  readonly image: Image;
  readonly intake: ImageIntake;
  readonly received: Received;
  readonly origin: ImageOrigin;
  /** Somebody added it, and what it is is seen by looking at it. */
  readonly isAdded: boolean;
}

/** Looks at what has come, and keeps it as an image. */
export async function keep(
  { image, intake, received, origin, isAdded }: Came,
  limits: ReceiverLimits,
  { signal, onProgress }: Flight,
): Promise<ImageFacts> {
  const converted = await convertForeign(intake, limits, { signal, onProgress });
  const { sizeBytes } = intake;
  onProgress({ stage: 'checking', doneBytes: sizeBytes, totalBytes: sizeBytes, bytesPerSecond: null });
  const inspection = await intake.inspect(signal);
  const declared = declaredImage(image, inspection, isAdded);
  const facts: ImageFacts = {
    id: image.id,
    ...inspection,
    sizeBytes,
    sha256: converted?.sha256 ?? received.sha256,
    origin: converted ? { ...origin, convertedFrom: converted.from } : origin,
    declared,
  };
  await intake.keep(facts);
  return facts;
}
