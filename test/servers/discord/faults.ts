/** What goes wrong with a call that the app makes. */
export type Fault =
  /** Hangs up before anything is done. */
  | { readonly kind: 'drop' }
  /** Does it, and hangs up without an answer. */
  | { readonly kind: 'hang-up-after' }
  /** Does it, and answers so much later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Does it only so much later. */
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'limited'; readonly retryAfterS: number; readonly scope?: 'user' | 'global' | 'shared' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message: string };

/** Faults that wait for their calls, in order. */
export interface Faults {
  /** The next calls of a route, such as `POST /channels/:id/messages`, go wrong like this, one after another. */
  next(route: string, ...faults: readonly Fault[]): void;
  take(route: string): Fault | null;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    next(route, ...faults) {
      waiting.set(route, [...(waiting.get(route) ?? []), ...faults]);
    },
    take: (route) => waiting.get(route)?.shift() ?? null,
  };
}
