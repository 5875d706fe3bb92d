import { PortError, type PortErrorKind } from '../../src/base/port-error.ts';

/** A refusal of a host that has no language: its words are the same in each, and its remedy is that of its kind. */
export function hostError(kind: PortErrorKind, words = 'gone'): PortError {
  return new PortError(kind, { en: words, es: words });
}
