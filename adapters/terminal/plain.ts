import type { ErrorRecord } from '../../src/base/errors.ts';
import type { Locale } from '../../src/base/text.ts';
import { remedyParts } from '../../src/view/error-view.ts';
import { plainText } from '../../src/view/plain.ts';
import type { View } from '../../src/view/view.ts';
import type { Outcome } from './outcome.ts';

/** A message with what went wrong below it. */
export function withError(said: View, error: ErrorRecord): View {
  return { ...said, parts: [...said.parts, { kind: 'text', text: error.text }, ...remedyParts(error)] };
}

/** A command at its end as plain text. */
export function outcomeText(outcome: Outcome, locale: Locale, width: number): string {
  return plainText(outcome.view, locale, width);
}
