import { type Locale, say } from '../../src/text.ts';
import { clean } from '../../src/view/clean.ts';
import type { Outcome } from './one-line.ts';
import { outcomeText } from './plain.ts';

/** A program's reader has no edge: nothing is shortened or broken. */
const NO_EDGE = Number.POSITIVE_INFINITY;

/** A command at its end as one line of JSON; docs/json.md says every field. */
export function jsonLine(outcome: Outcome, locale: Locale): string {
  const { path, ok, view, error, data } = outcome;
  const title = view.title === undefined ? null : clean(say(view.title, locale));
  const text = outcomeText(outcome, locale, NO_EDGE);
  return JSON.stringify({
    ok,
    command: path,
    view: { tone: view.tone, title, text },
    ...(error
      ? {
          error: {
            code: error.code,
            message: say(error.text, locale),
            hint: error.hint ? say(error.hint, locale) : null,
          },
        }
      : {}),
    ...data,
  });
}
