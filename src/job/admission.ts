import type { Share } from '../access/quota.ts';
import type { UserError } from '../base/errors.ts';

/** What a job will take of its owner's and its host's share, held from the moment it is stored until it ends. */
export interface Reservation extends Share {
  /** It makes the machine, whose name must be free. */
  readonly isNew: boolean;
  /** It has a card on the network: it gets one of the free address slots, where there are slots. */
  readonly needsAddressSlot?: boolean;
}

/** What was chosen for a reservation when it was admitted. */
export interface Allotment {
  /** The host that it counts on; null where nobody chose one. */
  readonly host: string | null;
  readonly addressSlot: number | null;
}

/** A reservation that a job holds. */
export type HeldReservation = Omit<Reservation, 'needsAddressSlot'> & Allotment;

/** Something stands against a start. */
export interface Refused {
  readonly kind: 'refused';
  readonly error: UserError;
  /** It is only the name: under another one it may be started. */
  readonly isNameTaken: boolean;
}

export type Verdict =
  /** One allotment for each reservation, in their order. */
  { readonly kind: 'admitted'; readonly allotments: readonly Allotment[] } | Refused;

/**
 * Decides about a start that reserves. It was prepared with what the lab showed, and is asked within the transaction that
 * stores the jobs, with what others hold by then.
 */
export interface Admission {
  /** When the lab showed it. What succeeded since may not be in it, so that its reservation is held all the same. */
  readonly at: Date;
  /** Waits for nothing and changes nothing. */
  decide(asked: readonly Reservation[], held: readonly HeldReservation[]): Verdict;
}

export function refused(error: UserError, isNameTaken = false): Refused {
  return { kind: 'refused', error, isNameTaken };
}
