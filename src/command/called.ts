import { UserError } from '../base/errors.ts';
import { tokenize, type Word } from './tokenize.ts';

/**
 * The words without what only calls labvm: a slash, `/labvm`, `@labvm`; and a command that was copied with its
 * formatting, as code or in quotation marks, as its words.
 * @throws UserError where such a command has a quotation without an end, or there are several
 */
export function withoutCall(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  if (!first) return [];
  if (/^[/@]?labvm:?$/i.test(first.text)) return withoutCall(rest);
  if (first.quoted && first.text.trim().includes(' ')) return withoutCall([...unquoted(first), ...rest]);
  if (!first.text.startsWith('/')) return words;
  const text = first.text.slice(1);
  return text === '' ? rest : [{ ...first, text }, ...rest];
}

/** The words of a quoted command. */
function unquoted({ text, document = text }: Word): readonly Word[] {
  if (document.split('\n').filter((line) => line.trimStart().startsWith('/')).length > 1) {
    throw new UserError(
      'bad-argument',
      {
        en: 'That is more than one command, and labvm takes one at a time.',
        es: 'Son varios comandos, y labvm los acepta de uno en uno.',
      },
      { en: 'Send each command on its own.', es: 'Envíe cada comando por separado.' },
    );
  }
  return tokenize(document);
}
