import type { CallOptions } from '../base/call-options.ts';
import type { VmRef } from '../vm/vm.ts';
import type { HostImage, ImageFacts, ImageIntake } from './host-image.ts';

/** The bytes of images, where the hosts have them. */
export interface ImageStore {
  images(options?: CallOptions): Promise<readonly HostImage[]>;
  /**
   * Takes an image's bytes in, or goes on where an earlier attempt stopped; nobody else takes in the same meanwhile.
   * @throws PortError `busy` while somebody else does
   */
  receiveImage(id: string, options?: CallOptions): Promise<ImageIntake>;
  /** What is left of intakes that nobody goes on with, by the image's id. */
  unfinishedImages(options?: CallOptions): Promise<readonly { id: string; sizeBytes: number }[]>;
  /** An image's bytes, from the first to the last. */
  readImage(id: string, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Forgets an image and removes its bytes. One that is gone is fine.
   * @throws PortError `busy` while a machine needs it
   */
  removeImage(id: string, options?: CallOptions): Promise<void>;
  /** Volumes of images that have been replaced and that no machine needs: removes them. @returns their sizes */
  removeOldImages(options?: CallOptions): Promise<readonly { name: string; sizeBytes: number }[]>;
  /**
   * Makes an image of a machine that is off: one disk with everything in it, which stands on no other. An abort or
   * an error leaves nothing; an image of the same id that the same request has made is left alone.
   */
  saveImage(
    ref: VmRef,
    facts: Pick<ImageFacts, 'id' | 'origin' | 'declared'>,
    options?: CallOptions,
  ): Promise<void>;
}
