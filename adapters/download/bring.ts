import { UserError } from '../../src/base/errors.ts';
import type { FetchOptions } from '../../src/image/fetcher.ts';
import type { ImageFacts, ImageIntake, ImageOrigin } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import type { FetchTools } from './fetch-tools.ts';
import type { Flight } from './flights.ts';
import { fromAnywhere } from './from-anywhere.ts';
import { keep } from './keep.ts';
import { createReceiver } from './receiver.ts';
import { resolve } from './resolve.ts';
import { trusted } from './trust.ts';

/** Brings an image from wherever it can be had into its intake, and keeps it. */
export async function bring(
  image: Image,
  intake: ImageIntake,
  { renew, isAdded = false }: FetchOptions,
  flight: Flight,
  { guards, mirror, pins, limits, programs, now }: FetchTools,
): Promise<ImageFacts> {
  const resolved = await resolve(image, { guards, mirror, signal: flight.signal, now });
  const receiver = await createReceiver(intake, resolved.digest, limits, programs);
  try {
    const { url, received } = await fromAnywhere({
      ...{ image, resolved, intake, receiver, guards, limits, flight, isAdded, now },
    });
    const pin = renew ? null : await pins.get(image.id);
    const trust = await trusted(image, url, received, resolved, pin, pins);
    const origin: ImageOrigin = { from: url.href, trust, at: new Date().toISOString() };
    return await keep({ image, intake, received, origin, isAdded }, limits, flight);
  } catch (error) {
    await receiver.stop();
    if (isBadImage(error)) await intake.drop();
    throw error;
  }
}

function isBadImage(error: unknown): boolean {
  return error instanceof UserError && error.code === 'bad-image';
}
