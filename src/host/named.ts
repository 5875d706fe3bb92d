import type { Check } from './doctor.ts';

/** A machine that a finding names. */
export interface Named {
  readonly name: string;
  /** null: nobody knows whose it is. */
  readonly owner: string | null;
}

/**
 * A finding about machines: each is named to those alone who may see it, and the others are counted.
 * @param say makes it, with those that are named and how many there are beside them
 */
export function aboutMachines<M extends Named>(
  machines: readonly M[],
  say: (seen: readonly M[], others: number) => Check,
): Check {
  return {
    ...say(machines, 0),
    seenBy(sees) {
      const seen = machines.filter(sees);
      const { detail, remedy } = say(seen, machines.length - seen.length);
      return remedy === undefined ? { detail } : { detail, remedy };
    },
  };
}
