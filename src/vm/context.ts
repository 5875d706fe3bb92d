import type { CommandContext } from '../command/context.ts';
import type { HostShare } from '../host/capacity.ts';
import type { ImageReads } from '../image/context.ts';
import type { FirstBootMaker } from './first-boot.ts';

/** What commands about machines read of the world. */
export interface VmReads extends ImageReads {
  readonly firstBoot: Pick<FirstBootMaker, 'passwordOf' | 'userData'>;
  readonly hostShare: HostShare;
}

export type VmContext = CommandContext & VmReads;
