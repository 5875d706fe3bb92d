import type { Text, Words } from '../text.ts';

/** One thing that was looked at on the host. */
export interface Check {
  readonly name: string;
  readonly label: Text;
  readonly state: 'good' | 'warning' | 'bad';
  /** What was found. */
  readonly detail: Words;
  /** What to do about it, where something is to do. */
  readonly remedy?: Words;
}

/** Whether this host is ready to run machines, and what to do where it is not. */
export interface DoctorReport {
  readonly checks: readonly Check[];
}
