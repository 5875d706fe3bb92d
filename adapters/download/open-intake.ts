import { setTimeout as sleep } from 'node:timers/promises';
import { PortError } from '../../src/base/port-error.ts';
import type { HostImage, ImageIntake } from '../../src/image/host-image.ts';
import type { FetchTools } from './fetch-tools.ts';
import type { Flight } from './flights.ts';

/** How often to look whether another process of this host has fetched what is waited for, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/** An image's intake, or the image where somebody else has fetched it meanwhile. */
export type Opened =
  | { readonly there: HostImage; readonly intake?: undefined }
  | { readonly intake: ImageIntake; readonly there?: undefined };

/**
 * Opens an image's intake as soon as nobody else has it.
 * @param isWanted also where the image is there already
 */
export async function openIntake(
  id: string,
  isWanted: boolean,
  flight: Flight,
  { hypervisor }: Pick<FetchTools, 'hypervisor'>,
): Promise<Opened> {
  const { signal } = flight;
  for (;;) {
    const there = isWanted ? undefined : (await hypervisor.images()).find((image) => image.id === id);
    if (there) return { there };
    try {
      return { intake: await hypervisor.receiveImage(id, { signal }) };
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    isWaiting(flight);
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Another process has the intake. */
export function isBusy(error: unknown): boolean {
  return error instanceof PortError && error.kind === 'busy';
}

/** Says that nothing goes on yet. */
export function isWaiting({ onProgress }: Flight): void {
  onProgress({ stage: 'waiting', doneBytes: 0, totalBytes: null, bytesPerSecond: null });
}
