/**
 * What went wrong with a hypervisor, as the core can act on it. `outcome-unknown`: the line broke after the order
 * was sent; resolved by looking for the request's id.
 */
export type HypervisorErrorKind =
  | 'not-found'
  | 'exists'
  | 'busy'
  | 'wrong-state'
  | 'no-capacity'
  | 'unreachable'
  | 'unsupported'
  | 'outcome-unknown'
  | 'failed';

export class HypervisorError extends Error {
  readonly kind: HypervisorErrorKind;

  constructor(kind: HypervisorErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HypervisorError';
    this.kind = kind;
  }
}
