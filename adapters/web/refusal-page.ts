import { UserError } from '../../src/errors.ts';
import { type Locale, say } from '../../src/text.ts';

/** What a page is told that something was refused. */
export interface RefusalBody {
  readonly title: string;
  readonly text: string;
  readonly hint: string;
}

const TITLE = { en: 'This does not open', es: 'Esto no se abre' };
const TROUBLE = {
  en: 'Something in labvm itself went wrong.',
  es: 'Algo ha fallado en labvm mismo.',
};
const AGAIN = { en: 'Try again in a moment.', es: 'Inténtelo de nuevo en un momento.' };

/** An error in a person's words; what is not meant for him stays unsaid. */
export function refusalBody(error: unknown, locale: Locale): RefusalBody {
  const title = say(TITLE, locale);
  if (!(error instanceof UserError)) return { title, text: say(TROUBLE, locale), hint: say(AGAIN, locale) };
  return { title, text: say(error.text, locale), hint: error.hint ? say(error.hint, locale) : '' };
}

/** The status that goes with an error: not for you, not so often (RFC 6585, 4), or not now. */
export function statusOf(error: unknown): 403 | 429 | 503 {
  if (!(error instanceof UserError)) return 503;
  if (error.code === 'over-limit') return 429;
  return error.code === 'not-allowed' ? 403 : 503;
}
