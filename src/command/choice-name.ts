import type { Choice } from './option.ts';

/** A value with what it is called, where that says more than the value does: never “tiny — tiny”. */
export function choiceName({ value, label = '' }: Choice, between = ' — '): string {
  return label === '' || label === value ? value : `${value}${between}${label}`;
}
