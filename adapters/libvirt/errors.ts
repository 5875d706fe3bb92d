import { UserError } from '../../src/base/errors.ts';
import { PortError } from '../../src/base/port-error.ts';
import type { Text } from '../../src/base/text.ts';
import { clean } from '../../src/view/clean.ts';
import { evidence } from '../../src/view/evidence.ts';
import { systemEvidence } from '../../src/view/system-words.ts';
import { causeOf } from './refusals/index.ts';
import { LibvirtError } from './rpc/index.ts';

/** What was being done when something failed. */
export interface Doing {
  /** As in "web1 cannot be started", without an end. */
  readonly what: Text;
  /** Whether the order changes anything: then a lost answer leaves the outcome unknown. */
  readonly changes: boolean;
  /** The network of the machine that it was done to; left out where there is none, or several. */
  readonly network?: string;
}

/**
 * The core's error for whatever a call failed with: what could not be done and why, and what helps, with libvirt's own
 * words as evidence.
 * @returns what is to be thrown
 */
export function translate(error: unknown, { what, changes, network }: Doing): unknown {
  if (error instanceof PortError || error instanceof UserError) return error;
  const { kind, why, remedy } = causeOf(error, changes);
  const helps = typeof remedy === 'function' ? remedy({ network: network ?? null }) : remedy;
  return new PortError(kind, { en: `${what.en}: ${why.en}.`, es: `${what.es}: ${why.es}.` }, helps, {
    cause: error,
    evidence: evidenceOf(error),
  });
}

/** Whether something else keeps busy what was asked for, which passes by itself. */
export function isBusy(error: unknown): boolean {
  const kind = error instanceof PortError ? error.kind : causeOf(error, true).kind;
  return kind === 'busy';
}

/** What stands around QEMU's words: that it ended, when, and with which of its options. */
const AROUND =
  /^.*(?:process exited while connecting to monitor|unexpectedly closed the monitor): (?=.)|\d{4}-\d\d-\d\dT[\d:.]+Z | -\w+ \{.*\}:/g;

/** libvirt's own words on one line: their end, where QEMU says why. What labvm knows by itself needs none. */
function evidenceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isSystems = 'code' in error && 'syscall' in error;
  if (!(error instanceof LibvirtError) && !isSystems) return undefined;
  if (isSystems) return systemEvidence(error);
  const own = clean(error.message).replace(/\s+/g, ' ').replace(AROUND, '');
  return evidence('libvirt', own, 'end');
}
