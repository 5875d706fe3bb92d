import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PortError } from '../../src/base/port-error.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';

/** The calls that can be made to fail. */
export type FakeCall = Exclude<keyof Hypervisor, 'capabilities' | 'watch' | 'close'>;

/** A failure to be met by a named call. */
export interface Fault {
  readonly call: FakeCall;
  /** What it fails with; `hang`: it never ends, unless it is aborted. */
  readonly error: PortError | 'hang';
  /**
   * `before` (unless said otherwise): nothing is done. `middle`: a creation has made its disk and no machine, a
   * removal has removed its machine and no disk. `after`: everything is done, and the answer is lost.
   */
  readonly when?: 'before' | 'middle' | 'after';
  /** How often it happens; once unless said otherwise. */
  readonly times?: number;
}

/** What a fake hypervisor lets happen on its way. */
export interface FaultLine {
  /** Adds a failure to come. */
  add(fault: Fault): void;
  /** Passes a moment of a call: delays it, or lets it fail. */
  pass(call: FakeCall, when: 'before' | 'middle' | 'after', signal: AbortSignal | undefined): Promise<void>;
}

/** @param latencyMs how long every call takes before it does anything */
export function createFaultLine(faults: readonly Fault[], latencyMs: number): FaultLine {
  const left = faults.map((fault) => ({ fault, times: fault.times ?? 1 }));

  return {
    add: (fault) => void left.push({ fault, times: fault.times ?? 1 }),
    async pass(call, when, signal) {
      signal?.throwIfAborted();
      if (when === 'before' && latencyMs > 0) await sleep(latencyMs, undefined, signal ? { signal } : {});
      const hit = left.find((entry) => isMet(entry, call, when));
      if (!hit) return;
      hit.times -= 1;
      if (hit.fault.error !== 'hang') throw hit.fault.error;
      await abortOf(signal);
    },
  };
}

function isMet(entry: { fault: Fault; times: number }, call: FakeCall, when: string): boolean {
  return entry.times > 0 && entry.fault.call === call && (entry.fault.when ?? 'before') === when;
}

async function abortOf(signal: AbortSignal | undefined): Promise<never> {
  // Nobody can end it: as a call to a host that never answers.
  const ended = signal ?? new AbortController().signal;
  if (!ended.aborted) await once(ended, 'abort');
  throw ended.reason;
}
