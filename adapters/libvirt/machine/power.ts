import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { Power } from '../../../src/vm/vm.ts';

/** How a domain is, in the core's words. */
export interface Condition {
  readonly power: Power;
  readonly task: string | null;
  /** What brought it there, as far as libvirt remembers. */
  readonly reason: VmChange['reason'];
}

/** virDomainState, and the reasons of virDomainPausedReason and virDomainShutoffReason that matter. */
const STATE = {
  running: 1,
  blocked: 2,
  paused: 3,
  shuttingDown: 4,
  off: 5,
  crashed: 6,
  suspended: 7,
} as const;
const PAUSED_REASON = { ioError: 5, crashed: 10, startingUp: 11 } as const;
const OFF_REASONS: Readonly<Record<number, VmChange['reason']>> = {
  1: 'shutdown',
  2: 'destroyed',
  3: 'crashed',
  6: 'failed',
};

/** Reads a state with its reason (libvirt/libvirt-domain.h). */
export function conditionOf(state: number, reason: number): Condition {
  switch (state) {
    case STATE.running:
    case STATE.blocked:
      return { power: 'running', task: null, reason: 'unknown' };
    case STATE.shuttingDown:
      return { power: 'running', task: 'shutting down', reason: 'unknown' };
    case STATE.paused:
      return paused(reason);
    case STATE.suspended:
      return { power: 'paused', task: null, reason: 'paused' };
    case STATE.crashed:
      return { power: 'crashed', task: null, reason: 'crashed' };
    default:
      return { power: 'off', task: null, reason: OFF_REASONS[reason] ?? 'unknown' };
  }
}

function paused(reason: number): Condition {
  // QEMU is there, and its guest has not begun.
  if (reason === PAUSED_REASON.startingUp) return { power: 'off', task: 'starting', reason: 'unknown' };
  if (reason === PAUSED_REASON.crashed) return { power: 'crashed', task: null, reason: 'crashed' };
  // What is wrong with the disk only QEMU knows: see `Stalls`.
  return { power: 'paused', task: null, reason: reason === PAUSED_REASON.ioError ? 'disk-error' : 'paused' };
}

/** What a lifecycle event says; null where it says nothing about a machine's power. */
export type Turn = { readonly after: Power | null; readonly reason: VmChange['reason'] };

/** virDomainEventType. */
const EVENT = {
  defined: 0,
  undefined: 1,
  started: 2,
  suspended: 3,
  resumed: 4,
  stopped: 5,
  pmSuspended: 7,
  crashed: 8,
} as const;

/** virDomainEventSuspendedDetailType: stopped by a disk that cannot be written. */
const SUSPENDED_IO_ERROR = 2;

/** virDomainEventStoppedDetailType. */
const STOPPED_REASONS: Readonly<Record<number, VmChange['reason']>> = {
  0: 'shutdown',
  1: 'destroyed',
  2: 'crashed',
  5: 'failed',
};

/**
 * Reads a lifecycle event (libvirt/libvirt-domain.h).
 * @param before the power that the machine had
 */
export function turnOf(event: number, detail: number, before: Power | null): Turn | null {
  switch (event) {
    case EVENT.defined:
      return before === null ? { after: 'off', reason: 'created' } : null;
    case EVENT.undefined:
      // The description of a running machine can be taken away; it is gone when it stops.
      return before === 'off' || before === null ? { after: null, reason: 'removed' } : null;
    case EVENT.started:
      return { after: 'running', reason: 'booted' };
    case EVENT.resumed:
      // QEMU begins paused: this is told before `started` at every start.
      return before === 'off' || before === null ? null : { after: 'running', reason: 'resumed' };
    case EVENT.suspended:
      return suspended(detail, before);
    case EVENT.pmSuspended:
      return { after: 'paused', reason: 'paused' };
    case EVENT.stopped:
      return { after: 'off', reason: STOPPED_REASONS[detail] ?? 'unknown' };
    case EVENT.crashed:
      return { after: 'crashed', reason: 'crashed' };
    default:
      return null;
  }
}

function suspended(detail: number, before: Power | null): Turn | null {
  // At a start, or what follows on a crash that keeps the machine.
  if (before === 'off' || before === null || before === 'crashed') return null;
  return { after: 'paused', reason: detail === SUSPENDED_IO_ERROR ? 'disk-error' : 'paused' };
}
