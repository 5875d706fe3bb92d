import type { Power, Stall, VmRef } from '../vm.ts';

/** A change of state that the hypervisor told, whoever caused it. */
export interface VmChange {
  readonly ref: VmRef;
  readonly name: string;
  readonly owner: string;
  readonly before: Power | null;
  /** null: the machine is gone. */
  readonly after: Power | null;
  /**
   * Why, where the engine says: `crashed` guest, `shutdown` from inside, `destroyed` by force, `failed` where the
   * engine itself ended; paused as its disk cannot be written: see `Stall`.
   */
  readonly reason:
    | 'booted'
    | 'shutdown'
    | 'destroyed'
    | 'crashed'
    | 'paused'
    | 'resumed'
    | 'removed'
    | 'created'
    | 'failed'
    | Stall
    /** It has another owner, `owner`; its power is as before. */
    | 'handed-over'
    | 'unknown';
  readonly at: Date;
  /** true: noticed by comparing after the connection was lost, not told by an event. */
  readonly missed: boolean;
}

/** What happens to machines, told as it happens. */
export interface Changes {
  /**
   * Changes of labvm's machines as they come, from the first `next()` on, until the signal fires. After a lost connection it reconnects,
   * compares, and yields what was missed.
   */
  watch(signal: AbortSignal): AsyncIterable<VmChange>;
}
