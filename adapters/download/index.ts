import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../src/base/errors.ts';
import { PortError } from '../../src/base/port-error.ts';
import type { Programs } from '../../src/base/program.ts';
import type { Text } from '../../src/base/text.ts';
import { declaredImage } from '../../src/image/added.ts';
import type { FetchOptions, ImageFetcher } from '../../src/image/fetcher.ts';
import type { HostImage, ImageFacts, ImageIntake, ImageOrigin } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import { NO_REGULAR_FILE, systemEvidence, systemWords } from '../../src/view/system-words.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import { convertForeign } from './convert.ts';
import { createFlights, type Flight } from './flights.ts';
import { fromAnywhere } from './from-anywhere.ts';
import { createGuard, type Guards } from './guard.ts';
import { createPins } from './pins.ts';
import { createRate } from './rate.ts';
import { createReceiver, diskFull, type Received, type ReceiverLimits } from './receiver.ts';
import { resolve } from './resolve.ts';
import { mustHave, trusted } from './trust.ts';
import { createTurns } from './turns.ts';

export interface FetcherOptions {
  readonly hypervisor: Pick<Hypervisor, 'images' | 'receiveImage'>;
  /** Where what was trusted on first use is kept. */
  readonly dataDir: string;
  /** A mirror of the school's own, asked before all others; null: there is none. */
  readonly mirror: string | null;
  /** Hosts that may have private addresses. */
  readonly allowedHosts: readonly string[];
  readonly limits: ReceiverLimits;
  /** What unpacks. */
  readonly programs: Programs;
  /** How many images this process fetches at once. */
  readonly atOnce: number;
  /** Milliseconds that only grow; a test moves its own. */
  readonly now?: () => number;
}

/** How often to look whether another process of this host has fetched what is waited for, in milliseconds. */
const LOOK_EVERY_MS = 1000;

export function createFetcher(options: FetcherOptions): ImageFetcher {
  const { hypervisor, mirror, limits, programs } = options;
  const mirrorHosts = mirror !== null && URL.canParse(mirror) ? [new URL(mirror).hostname] : [];
  const guards: Guards = {
    publisher: createGuard(options.allowedHosts),
    // Its host is open only to what is asked of it as the mirror, not to whatever address somebody types.
    mirror: createGuard([...options.allowedHosts, ...mirrorHosts]),
  };
  const pins = createPins(options.dataDir);
  const flights = createFlights<ImageFacts>();
  const turns = createTurns(options.atOnce);

  const present = async (id: string): Promise<HostImage | null> =>
    (await hypervisor.images()).find((image) => image.id === id) ?? null;

  /** Opens the image's intake as soon as nobody else has it. @returns the image if somebody else fetched it meanwhile */
  async function opened(image: Image, isWanted: boolean, { signal, onProgress }: Flight) {
    for (;;) {
      const there = isWanted ? null : await present(image.id);
      if (there) return { there };
      try {
        return { intake: await hypervisor.receiveImage(image.id, { signal }) };
      } catch (error) {
        if (!(error instanceof PortError && error.kind === 'busy')) throw error;
      }
      onProgress({ stage: 'waiting', doneBytes: 0, totalBytes: null, bytesPerSecond: null });
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  async function fly(image: Image, fetchOptions: FetchOptions, flight: Flight): Promise<ImageFacts> {
    const found = await opened(image, fetchOptions.renew ?? false, flight);
    if (found.there) return found.there;
    const { intake } = found;
    return turns
      .run(
        flight.signal,
        () => waiting(flight),
        () => bring(image, intake, fetchOptions, flight),
      )
      .finally(() => putDown(intake));
  }

  async function bring(
    image: Image,
    intake: ImageIntake,
    { renew, isAdded = false }: FetchOptions,
    flight: Flight,
  ): Promise<ImageFacts> {
    const resolved = await resolve(image, { guards, mirror, signal: flight.signal, now: options.now });
    const receiver = await createReceiver(intake, resolved.digest, limits, programs);
    try {
      const { url, received } = await fromAnywhere({
        image,
        resolved,
        intake,
        receiver,
        guards,
        limits,
        flight,
        isAdded,
        now: options.now,
      });
      const pin = renew ? null : await pins.get(image.id);
      const trust = await trusted(image, url, received, resolved, pin, pins);
      const origin: ImageOrigin = { from: url.href, trust, at: new Date().toISOString() };
      return await keep(image, intake, received, origin, isAdded, flight);
    } catch (error) {
      await receiver.stop();
      if (isBadImage(error)) await intake.drop();
      throw error;
    }
  }

  async function keep(
    image: Image,
    intake: ImageIntake,
    received: Received,
    origin: ImageOrigin,
    isAdded: boolean,
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

  async function copy(
    image: Image,
    path: string,
    { isAdded }: FetchOptions,
    flight: Flight,
  ): Promise<ImageFacts> {
    const size = await sizeOfFile(path);
    const found = await opened(image, true, flight);
    if (found.there) return found.there;
    const { intake } = found;
    try {
      await intake.restart('');
      const room = await intake.room();
      if (room < size + limits.reserveBytes)
        throw diskFull({ neededBytes: size + limits.reserveBytes, roomBytes: room });
      const digest = image.source.kind === 'file' ? (image.source.digest ?? null) : null;
      const receiver = await createReceiver(intake, digest, limits, programs);
      const rate = createRate();
      for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20, signal: flight.signal })) {
        await receiver.take(bytes as Buffer);
        const doneBytes = receiver.receivedBytes;
        flight.onProgress({
          stage: 'fetching',
          doneBytes,
          totalBytes: size,
          bytesPerSecond: rate.at(doneBytes),
        });
      }
      const received = await receiver.finish();
      mustHave(digest, received, basename(path));
      const origin: ImageOrigin = {
        from: basename(path),
        trust: digest ? 'given' : 'local',
        at: new Date().toISOString(),
      };
      return await keep(image, intake, received, origin, isAdded ?? false, flight);
    } finally {
      // Whatever went wrong: the file is still where it was. What was kept is out of reach of this.
      await intake.drop();
    }
  }

  return {
    download: (image, fetchOptions) =>
      flights.join(image.id, fetchOptions, (flight) => fly(image, fetchOptions, flight)),
    take: (image, path, fetchOptions) =>
      flights.join(image.id, fetchOptions, (flight) => copy(image, path, fetchOptions, flight)),
    async drop(id) {
      if (flights.isUnderWay(id)) return;
      try {
        await (await hypervisor.receiveImage(id)).drop();
      } catch (error) {
        // Another process goes on with it.
        if (!(error instanceof PortError && error.kind === 'busy')) throw error;
      }
    },
  };
}

/** What has come stays for the next try; where nothing has, nothing is left. */
function putDown(intake: ImageIntake): Promise<void> {
  return intake.sizeBytes === 0 ? intake.drop() : intake.close();
}

function waiting({ onProgress }: Flight): void {
  onProgress({ stage: 'waiting', doneBytes: 0, totalBytes: null, bytesPerSecond: null });
}

function isBadImage(error: unknown): boolean {
  return error instanceof UserError && error.code === 'bad-image';
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
