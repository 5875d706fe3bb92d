import type { ImageFacts } from './host-image.ts';
import type { Image } from './image.ts';

/** What a fetch is at. */
export interface FetchProgress {
  readonly stage: 'waiting' | 'asking' | 'fetching' | 'trying-again' | 'converting' | 'checking';
  readonly doneBytes: number;
  /** null: the server does not say. */
  readonly totalBytes: number | null;
  /** Over the last seconds; null until that can be said. */
  readonly bytesPerSecond: number | null;
}

export interface FetchOptions {
  /** Ends this one's waiting; the fetch goes on as long as anybody waits for it, and what is there stays. */
  readonly signal: AbortSignal;
  onProgress(progress: FetchProgress): void;
  /** Fetch it although it is there, and accept bytes that differ from those of the first time. */
  readonly renew?: boolean;
  /** It is not in the catalogue: keep with its bytes what it is; whether disc or disk is seen in them. */
  readonly isAdded?: boolean;
}

/** Gets images' bytes to the host. */
export interface ImageFetcher {
  /**
   * Fetches an image unless it is there, once however many wait for it: downloads, goes on after an interruption,
   * checks, unpacks, looks whether it is what it should be, and only then gives it to the host.
   * @throws UserError in words for whoever asked
   */
  download(image: Image, options: FetchOptions): Promise<ImageFacts>;
  /**
   * Takes an image from a file of this host, with the same checks.
   * @throws UserError
   */
  take(image: Image, path: string, options: FetchOptions): Promise<ImageFacts>;
  /** Removes what is left of a fetch that nobody goes on with. */
  drop(id: string): Promise<void>;
}
