import type { CommandContext } from '../command/context.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { Catalogue } from './catalogue.ts';

/** What commands about images read of the world. */
export interface ImageReads {
  readonly hypervisor: Hypervisor;
  readonly catalogue: Catalogue;
}

export type ImageContext = CommandContext & ImageReads;
