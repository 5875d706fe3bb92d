import type { JobTools, Work } from '../../job/work.ts';
import type { Hypervisor } from '../../vm/hypervisor.ts';
import type { Catalogue } from '../catalogue.ts';
import type { ImageFetcher } from '../fetcher.ts';

/** What works on images need of the world. */
export interface ImageTools {
  readonly hypervisor: Hypervisor;
  readonly catalogue: Pick<Catalogue, 'all' | 'known'>;
  readonly images: ImageFetcher;
}

export type ImageWork<Input> = Work<Input, ImageTools>;

/** What their steps are given. */
export type WorkTools = JobTools & ImageTools;
