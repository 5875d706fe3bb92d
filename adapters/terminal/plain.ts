import type { ErrorRecord } from '../../src/errors.ts';
import type { Locale } from '../../src/text.ts';
import { plainText } from '../../src/view/plain.ts';
import { type Part, type View, view } from '../../src/view/view.ts';
import type { Outcome } from './one-line.ts';

/** An error as a message. */
export function errorView({ text, hint }: ErrorRecord): View {
  const parts: Part[] = hint ? [{ kind: 'note', text: hint }] : [];
  return view({ tone: 'bad', title: text, parts });
}

/** A command at its end as plain text. A job's own message says its error already. */
export function outcomeText({ view: said, error, data }: Outcome, locale: Locale, width: number): string {
  const views = [...(said ? [said] : []), ...(error && !data.job ? [errorView(error)] : [])];
  return views.map((one) => plainText(one, locale, width)).join('\n');
}
