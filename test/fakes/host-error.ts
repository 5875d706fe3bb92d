import { HypervisorError, type HypervisorErrorKind } from '../../src/base/port-error.ts';

/** A refusal of a host that has no language: its words are the same in each, and its remedy is that of its kind. */
export function hostError(kind: HypervisorErrorKind, words = 'gone'): HypervisorError {
  return new HypervisorError(kind, { en: words, es: words });
}
