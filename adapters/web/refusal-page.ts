import { type ErrorRecord, recordOf, UserError } from '../../src/base/errors.ts';
import { PortError } from '../../src/base/port-error.ts';
import { type Locale, say } from '../../src/base/text.ts';
import { hostHints } from '../../src/host/hints.ts';
import { portErrorRecord } from '../../src/job/failure.ts';
import { vmHints } from '../../src/vm/hints.ts';

/** What a page is told that something was refused. */
export interface RefusalBody {
  readonly title: string;
  readonly text: string;
  readonly hint: string;
}

const TITLE = { en: 'This page cannot be opened', es: 'No se puede abrir esta página' };
const TROUBLE = {
  en: 'Something went wrong in labvm itself.',
  es: 'Algo ha fallado en el propio labvm.',
};
const AGAIN = { en: 'Try again in a moment.', es: 'Inténtelo de nuevo en un momento.' };

/** An error in a person's words; what is not meant for them stays unsaid. */
export function refusalBody(error: unknown, locale: Locale): RefusalBody {
  const title = say(TITLE, locale);
  const known = knownRecord(error);
  if (!known) return { title, text: say(TROUBLE, locale), hint: say(AGAIN, locale) };
  return { title, text: say(known.text, locale), hint: remedyOf(known, locale) };
}

/** An error that has words for people, or null. */
export function knownRecord(error: unknown): ErrorRecord | null {
  if (error instanceof UserError) return recordOf(error);
  return error instanceof PortError ? portErrorRecord(error, { ...hostHints, ...vmHints }) : null;
}

/** What to do about it, and behind it another program's words, where there are any. */
export function remedyOf({ hint, evidence }: Pick<ErrorRecord, 'hint' | 'evidence'>, locale: Locale): string {
  return [hint ? say(hint, locale) : '', evidence ?? ''].filter((words) => words !== '').join(' ');
}

/** The status that goes with an error: not for you, not so often (RFC 6585, 4), or not now. */
export function statusOf(error: unknown): 403 | 429 | 503 {
  if (!(error instanceof UserError)) return 503;
  if (error.code === 'over-limit') return 429;
  return error.code === 'not-allowed' ? 403 : 503;
}
