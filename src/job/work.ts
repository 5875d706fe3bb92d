import type { Json } from '../base/json.ts';
import type { Text, Words } from '../base/text.ts';
import type { HostShare } from '../host/capacity.ts';
import type { Catalogue } from '../image/catalogue.ts';
import type { ImageFetcher } from '../image/fetcher.ts';
import type { FirstBootMaker } from '../vm/first-boot.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { Power, VmRef } from '../vm/vm.ts';
import type { Job, JobEnding } from './job.ts';
import type { Slot } from './store.ts';

/** What a step works with. */
export interface WorkTools {
  readonly job: Job;
  readonly hypervisor: Hypervisor;
  readonly catalogue: Pick<Catalogue, 'all'>;
  readonly images: ImageFetcher;
  readonly firstBoot: FirstBootMaker;
  readonly keys: {
    /** A person's public keys, one line each. */ linesOf(person: string): Promise<readonly string[]>;
  };
  readonly hostShare: HostShare;
  /** Fires when the job is cancelled, or when this process must let go of it. */
  readonly signal: AbortSignal;
  /** Says what the step is at; shown in the job's message. */
  progress(note: Words, fraction?: number): void;
  /**
   * Waits until the machine has one of these powers (or is gone, for `null`), told by events.
   * @param signal ends the waiting, instead of the job's own
   * @returns the power it has, or `timeout`
   */
  waitForPower(
    ref: VmRef,
    wanted: readonly (Power | null)[],
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Power | null | 'timeout'>;
}

/** One step of some work: can be repeated at any time, since a process may die after it and before its record. */
export interface WorkStep<Input> {
  readonly name: string;
  readonly label: Text;
  /** What it takes of the host while it runs; nothing if left out. */
  readonly slot?: Slot;
  /** Only watches what goes on without it: a process that ends lets go of it at once, and the next one looks again. */
  readonly onlyWaits?: true;
  /** Cannot be put back: once it has begun, a cancellation comes too late and the job goes on to its end. */
  readonly irrevocable?: true;
  /** @returns what to say about it when it is done */
  run(input: Input, tools: WorkTools): Promise<Words | undefined>;
}

/** A kind of work: what is done, in which order, and how it is undone. */
export interface Work<Input = Json> {
  readonly kind: string;
  /** What is being done, such as `Creating web1`. */
  title(input: Input): Text;
  /** All there can be, in their order; a job has those that it was stored with. */
  readonly steps: readonly WorkStep<Input>[];
  /** Puts everything back after a failure or a cancellation; can be repeated. Left out where nothing is to undo. */
  undo?(input: Input, tools: WorkTools, ending: JobEnding): Promise<void>;
  /**
   * Looks whether it came true after all, and does nothing: of a job that was left so long ago that it is not taken up
   * again. Where it did not, and only then, `undo` removes what is half made. Left out where nobody can tell.
   * @returns what is kept and shown then, or null
   */
  cameTrue?(input: Input, tools: WorkTools): Promise<Json | null>;
  /** What is kept and shown when all steps are done. */
  result?(input: Input, tools: WorkTools): Promise<Json>;
  /**
   * Changes of the machine that this work causes itself, in their order, and that are therefore told by its message
   * alone. After its end only the last of them can still arrive.
   */
  readonly causes: readonly (Power | null)[];
}
