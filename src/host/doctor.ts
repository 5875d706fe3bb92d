import type { Text, Words } from '../base/text.ts';

/** One thing that was looked at on the host. */
export interface Check {
  readonly name: string;
  readonly label: Text;
  readonly state: 'good' | 'warning' | 'bad';
  /** What was found. */
  readonly detail: Words;
  /** What to do about it, where something is to do. */
  readonly remedy?: Words;
  /**
   * What it says to somebody who may not see every machine: names of others' machines are not for them. Left out where
   * it names none; the words above are for whoever may see all.
   */
  seenBy?(sees: SeesMachine): Pick<Check, 'detail' | 'remedy'>;
}

/** Whether somebody may see a machine. @param machine its owner; null: nobody knows whose it is */
export type SeesMachine = (machine: { readonly owner: string | null }) => boolean;

/** One look at the host. All go side by side, each with a deadline; what one fails with is a finding, too. */
export interface Look {
  /** What the finding is called where the look itself fails. */
  readonly name: string;
  readonly label: Text;
  /** Whether it asks the hypervisor: one that does not answer is told once, and not by every look. */
  readonly asksHypervisor: boolean;
  /**
   * @param signal fires at the deadline: nobody waits any longer, and whatever was made for the look is taken away
   * @returns one finding or several, or none where another look's finding says it all
   */
  look(signal: AbortSignal): Promise<readonly Check[]>;
}

/** Whether this host is ready to run machines, and what to do where it is not. */
export interface DoctorReport {
  readonly checks: readonly Check[];
}
