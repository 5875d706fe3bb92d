import { type Locale, say } from '../../src/text.ts';
import { plainText } from '../../src/view/plain.ts';
import { view as makeView } from '../../src/view/view.ts';
import type { Outcome } from './one-line.ts';

/** Wide enough that nothing a program reads is shortened. */
const WIDTH = 1000;

/** A command at its end as one line of JSON; docs/json.md says every field. */
export function jsonLine({ path, ok, view, error, data }: Outcome, locale: Locale): string {
  const { tone, title } = view ?? makeView({ tone: 'bad' });
  return JSON.stringify({
    ok,
    command: path,
    view: {
      tone,
      title: title === undefined ? null : say(title, locale),
      text: view ? plainText(view, locale, WIDTH) : '',
    },
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
