import type { HostShare } from '../../host/capacity.ts';
import type { ImageTools } from '../../image/work/tools.ts';
import type { JobTools, Work, WorkStep } from '../../job/work.ts';
import type { FirstBootMaker } from '../first-boot.ts';
import type { WatchHub } from '../watch-hub.ts';

/** What works on machines need of the world. */
export interface VmTools extends ImageTools {
  readonly firstBoot: FirstBootMaker;
  /** A person's public keys, one line each. */
  readonly keyLinesOf: (person: string) => Promise<readonly string[]>;
  readonly hostShare: HostShare;
  readonly waitForPower: WatchHub['waitForPower'];
}

export type VmWork<Input> = Work<Input, VmTools>;
export type VmStep<Input> = WorkStep<Input, VmTools>;

/** What their steps are given. */
export type WorkTools = JobTools & VmTools;
