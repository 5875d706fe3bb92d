/** What goes wrong with a call that the app makes. */
export type Fault =
  /** Hangs up before anything is done. */
  | { readonly kind: 'drop' }
  /** Does it, and hangs up without an answer. */
  | { readonly kind: 'hang-up' }
  /** Answers so much later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Does it, and answers when the test says so. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  /** Does it only so much later, when the app has long hung up. */
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'limited'; readonly retryAfterS: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string };

/** Faults that wait for their calls, in order. */
export interface Faults {
  /** The next calls of a method go wrong like this, one after another. */
  next(method: string, ...faults: readonly Fault[]): void;
  take(method: string): Fault | null;
  /** Blocks of these types are refused from now on, as a workspace does that does not have them. */
  readonly unknownBlocks: Set<string>;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    next(method, ...faults) {
      waiting.set(method, [...(waiting.get(method) ?? []), ...faults]);
    },
    take: (method) => waiting.get(method)?.shift() ?? null,
    unknownBlocks: new Set(),
  };
}
