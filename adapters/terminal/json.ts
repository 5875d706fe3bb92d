import type { Locale, Words } from '../../src/base/text.ts';
import { clean } from '../../src/view/clean.ts';
import { words } from '../../src/view/words.ts';
import type { Outcome } from './outcome.ts';
import { outcomeText } from './plain.ts';

/** A program's reader has no edge: nothing is shortened or broken. */
const NO_EDGE = Number.POSITIVE_INFINITY;

/** A command at its end as one line of JSON; docs/json.md says every field. */
export function jsonLine(outcome: Outcome, locale: Locale): string {
  const { path, ok, view, error, data } = outcome;
  const word = (said: Words) => words(said, locale);
  const title = view.title === undefined ? null : word(view.title);
  const text = outcomeText(outcome, locale, NO_EDGE);
  return JSON.stringify({
    ok,
    command: clean(path),
    view: { tone: view.tone, title, text },
    ...(error
      ? {
          error: {
            code: error.code,
            message: word(error.text),
            hint: error.hint ? word(error.hint) : null,
            ...(error.evidence === undefined ? {} : { evidence: clean(error.evidence) }),
          },
        }
      : {}),
    ...data,
  });
}
