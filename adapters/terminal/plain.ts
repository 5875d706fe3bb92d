import type { ErrorRecord } from '../../src/errors.ts';
import type { Locale } from '../../src/text.ts';
import { plainText } from '../../src/view/plain.ts';
import type { Part, View } from '../../src/view/view.ts';
import type { Outcome } from './one-line.ts';

/** A message with what went wrong below it. */
export function withError(said: View, { text, hint }: ErrorRecord): View {
  const parts: Part[] = [...said.parts, { kind: 'text', text }];
  return { ...said, parts: hint ? [...parts, { kind: 'note', text: hint }] : parts };
}

/** A command at its end as plain text. */
export function outcomeText(outcome: Outcome, locale: Locale, width: number): string {
  return plainText(outcome.view, locale, width);
}
