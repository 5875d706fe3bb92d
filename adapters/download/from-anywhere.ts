import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import type { ImageIntake } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import type { Candidate } from './addresses.ts';
import type { Flight } from './flights.ts';
import type { Guards } from './guard.ts';
import type { ReceiverLimits } from './limits.ts';
import { createRate } from './rate.ts';
import type { Received, Receiver } from './receiver.ts';
import type { Resolved } from './resolve.ts';
import { transfer } from './transfer.ts';
import { noneReached, Unreachable } from './trouble.ts';
import { mustHave } from './trust.ts';

interface Search {
  readonly image: Image;
  readonly resolved: Resolved;
  readonly intake: ImageIntake;
  readonly receiver: Receiver;
  readonly guards: Guards;
  readonly limits: ReceiverLimits;
  readonly flight: Flight;
  /** Somebody gave its address; it is in no catalogue. */
  readonly isAdded: boolean;
  readonly now?: (() => number) | undefined;
}

/**
 * Brings the bytes from the first address that has the right ones.
 * @throws UserError where none has
 */
export async function fromAnywhere(search: Search): Promise<{ url: URL; received: Received }> {
  const { image, resolved, receiver, flight, isAdded } = search;
  const troubles: Unreachable[] = [];
  for (const candidate of resolved.candidates) {
    const { url, isMirror } = candidate;
    if (resolved.missingSums && !isMirror) {
      troubles.push(resolved.missingSums);
      continue;
    }
    try {
      return { url, received: await from(candidate, search) };
    } catch (error) {
      // A mirror that has an old or a broken file is no reason to do without the publisher's.
      const isMirrorsFault = isMirror && error instanceof UserError && error.code === 'bad-image';
      if (!(error instanceof Unreachable) && !isMirrorsFault) throw error;
      if (isMirrorsFault) await receiver.restart('');
      const trouble = error instanceof Unreachable ? error : new Unreachable(error.text, { passes: false });
      // Nor is one that has it not worth a word.
      if (!isMirror || trouble.passes || trouble.isSlow || isMirrorsFault) troubles.push(trouble);
    }
  }
  flight.signal.throwIfAborted();
  throw noneReached(image.id, troubles, receiver.receivedBytes > 0 ? howToGoOn(image.id, isAdded) : null);
}

async function from({ url, isMirror }: Candidate, search: Search): Promise<Received> {
  const { resolved, intake, receiver, guards, limits, flight, now } = search;
  const { digest } = resolved;
  const rate = createRate();
  await transfer({
    url,
    intake,
    receiver,
    guard: isMirror ? guards.mirror : guards.publisher,
    limits,
    signal: flight.signal,
    now,
    isProven: digest !== null && digest.algorithm !== 'md5',
    onProgress: (stage, doneBytes, totalBytes) =>
      flight.onProgress({ stage, doneBytes, totalBytes, bytesPerSecond: rate.at(doneBytes) }),
  });
  const { receivedBytes } = receiver;
  flight.onProgress({
    stage: 'checking',
    doneBytes: receivedBytes,
    totalBytes: receivedBytes,
    bytesPerSecond: null,
  });
  const received = await receiver.finish();
  mustHave(digest, received, url.href);
  return received;
}

function howToGoOn(id: string, isAdded: boolean): Text {
  if (isAdded) {
    return {
      en: 'What has arrived is kept: send the same line again to continue.',
      es: 'Lo que ha llegado se conserva: envíe la misma línea para continuar.',
    };
  }
  return {
    en: `What has arrived is kept. To continue: /image pull ${id}`,
    es: `Lo que ha llegado se conserva. Para continuar: /image pull ${id}`,
  };
}
