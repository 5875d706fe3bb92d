import type { FetchOptions, ImageFetcher } from '../../src/image/fetcher.ts';
import type { ImageFacts, ImageIntake } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import { bring } from './bring.ts';
import { copyFile } from './copy-file.ts';
import type { FetchTools } from './fetch-tools.ts';
import { createFlights, type Flight } from './flights.ts';
import { createGuard, type Guards } from './guard.ts';
import { isBusy, isWaiting, openIntake } from './open-intake.ts';
import { createPins } from './pins.ts';
import { createTurns, type Turns } from './turns.ts';

export interface FetcherOptions
  extends Pick<FetchTools, 'hypervisor' | 'mirror' | 'limits' | 'programs'>,
    Partial<Pick<FetchTools, 'now'>> {
  /** Where what was trusted on first use is kept. */
  readonly dataDir: string;
  /** Hosts that may have private addresses. */
  readonly allowedHosts: readonly string[];
  /** How many images this process fetches at once. */
  readonly atOnce: number;
}

export function createFetcher(options: FetcherOptions): ImageFetcher {
  const { hypervisor, mirror, limits, programs, now } = options;
  const pins = createPins(options.dataDir);
  const tools: FetchTools = { hypervisor, mirror, limits, programs, now, pins, guards: guardsOf(options) };
  const flights = createFlights<ImageFacts>();
  const turns = createTurns(options.atOnce);
  return {
    download: (image, given) =>
      flights.join(image.id, given, (flight) => fly(image, given, flight, turns, tools)),
    take: (image, path, given) =>
      flights.join(image.id, given, (flight) =>
        copyFile({ image, path, isAdded: given.isAdded ?? false }, flight, tools),
      ),
    drop: async (id) => (flights.isUnderWay(id) ? undefined : drop(id, tools)),
  };
}

function guardsOf({ allowedHosts, mirror }: FetcherOptions): Guards {
  const mirrorHosts = mirror !== null && URL.canParse(mirror) ? [new URL(mirror).hostname] : [];
  return {
    publisher: createGuard(allowedHosts),
    // Its host is open only to what is asked of it as the mirror, not to whatever address somebody types.
    mirror: createGuard([...allowedHosts, ...mirrorHosts]),
  };
}

/** Fetches an image when its turn comes. */
async function fly(
  image: Image,
  given: FetchOptions,
  flight: Flight,
  turns: Turns,
  tools: FetchTools,
): Promise<ImageFacts> {
  const found = await openIntake(image.id, given.renew ?? false, flight, tools);
  if (found.there) return found.there;
  const { intake } = found;
  return turns
    .run(
      flight.signal,
      () => isWaiting(flight),
      () => bring(image, intake, given, flight, tools),
    )
    .finally(() => putDown(intake));
}

/** What has come stays for the next try; where nothing has, nothing is left. */
function putDown(intake: ImageIntake): Promise<void> {
  return intake.sizeBytes === 0 ? intake.drop() : intake.close();
}

/** Forgets what has come of an image. */
async function drop(id: string, { hypervisor }: FetchTools): Promise<void> {
  try {
    await (await hypervisor.receiveImage(id)).drop();
  } catch (error) {
    // Another process goes on with it.
    if (!isBusy(error)) throw error;
  }
}
