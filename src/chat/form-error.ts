import type { UserError } from '../base/errors.ts';
import { LOCALES, type Locale, say, type Text } from '../base/text.ts';
import type { Command } from '../command/command.ts';
import type { Options } from '../command/option.ts';
import { withReferences } from '../command/option-references.ts';
import { labelOf } from './form-fields.ts';

/** What is wrong with what was filled in. */
export type FormError = Pick<UserError, 'text' | 'hint'>;

const FILL_IN: Text = { en: 'Fill this in.', es: 'Rellene este campo.' };
const MARKS: Readonly<Record<Locale, readonly [string, string]>> = { en: ['“', '”'], es: ['«', '»'] };

/**
 * An error in the words of a form: fields are called by their labels, and nobody is told how a line is typed.
 * @param at the option at whose field it is said, which then need not be named
 */
export function inForm(
  { code, text, hint, option }: Pick<UserError, 'code' | 'text' | 'hint' | 'option'>,
  command: Command,
  at?: string,
): FormError {
  const line = `/${command.path.join(' ')}`;
  // What is missing is said of the line: which it needs, and how it is typed.
  if (code === 'missing-argument' && text.en.startsWith(line) && option !== undefined)
    return { text: at === option ? FILL_IN : needs(option, command.options), hint: undefined };
  const said = eachLanguage((locale) => sentence(text[locale], command.options, locale, at));
  const isOfLine = hint?.en.includes(`${line} `) || hint?.en.endsWith(line);
  const isLine = isOfLine && /^(?:For example|Usage)\b/.test(hint?.en ?? '');
  return {
    text: said,
    hint:
      hint && !isLine
        ? eachLanguage((locale) => sentence(hint[locale], command.options, locale, at))
        : undefined,
  };
}

function needs(option: string, options: Options): Text {
  return eachLanguage((locale) => {
    const label = called(option, options, locale);
    return locale === 'es' ? `Falta ${label}.` : `${label} is missing.`;
  });
}

/** Stands for a name that is left out, and the blank behind it. */
const LEFT_OUT = '\u0000 ';

function sentence(words: string, options: Options, locale: Locale, at?: string): string {
  const own = at === undefined ? words : ofOwnField(words, at, called(at, options, locale));
  return withReferences(own, options, (name, after) =>
    // The field's own value, as in “For example: --memory 64M”, stands alone.
    name === at && /^ [\p{L}\p{N}./]/u.test(after) ? LEFT_OUT.trimEnd() : called(name, options, locale),
  ).replaceAll(LEFT_OUT, '');
}

/** Without the field's name before what is said of it, and without the quotation marks of a line around its value. */
function ofOwnField(words: string, at: string, label: string): string {
  const unquoted = words.replace(new RegExp(`--${at} "([^"]*)"`, 'g'), '$1');
  const [begins, colon] = new RegExp(`^(?:--${at}|<${at}>)(:?)\\s+`).exec(unquoted) ?? [];
  if (begins === undefined) return unquoted;
  const rest = unquoted.slice(begins.length);
  return colon ? rest.charAt(0).toUpperCase() + rest.slice(1) : `${label} ${rest}`;
}

function called(name: string, options: Options, locale: Locale): string {
  const [open, close] = MARKS[locale];
  const option = options[name];
  return `${open}${option ? say(labelOf(option), locale) : name}${close}`;
}

function eachLanguage(of: (locale: Locale) => string): Text {
  return Object.fromEntries(LOCALES.map((locale) => [locale, of(locale)])) as Text;
}
