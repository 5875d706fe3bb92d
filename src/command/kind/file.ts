import { withoutCode } from '../../base/code.ts';
import { UserError } from '../../base/errors.ts';
import { type AttachedFile, fileTooLarge, isAttachmentWord } from '../attached.ts';
import type { CommandContext } from '../context.ts';
import type { OptionKind } from '../option.ts';

interface FileOptions {
  readonly placeholder?: string;
  readonly example: string;
  /** The most that is read of it, in bytes. */
  readonly mostBytes: number;
}

/** Longer than any path of a Linux host (PATH_MAX). In UTF-16 units. */
const MOST_PATH = 4096;

/**
 * A file: an attachment in chats, a path at the host's own terminal. What the command gets is not fetched yet; it is
 * refused before where the chat says that there is too much of it.
 */
export function file(options: FileOptions): OptionKind<string, AttachedFile> {
  const { placeholder = 'file', example, mostBytes } = options;
  return {
    placeholder,
    example,
    type: 'file',
    maxLength: MOST_PATH,
    parse: (word) =>
      word.length <= MOST_PATH
        ? { ok: true, value: word }
        : { ok: false, problem: { en: 'is not a file', es: 'no es un fichero' } },
    resolve: async (word, context) => opened(withoutCode(word).trim(), context, mostBytes),
  };
}

/**
 * A file, or the text itself, pasted.
 * @returns its bytes, not yet fetched, or the text
 * @throws UserError where a path is given by somebody who is not at the host, or nothing is attached
 */
export function fileOrText(
  given: string,
  context: Pick<CommandContext, 'openFile'>,
  mostBytes: number,
): AttachedFile | string {
  const text = withoutCode(given).replace(/^\ufeff+/, '');
  return isAttachmentWord(text) || isPath(text) ? opened(text, context, mostBytes) : text;
}

/** A word that can only be a path: of one line, and no comment and no mapping of YAML's. `@` says so outright. */
function isPath(given: string): boolean {
  return given.startsWith('@') || (!given.includes('\n') && !/^(?:\s*[#{]|[^:\s]+:(?:\s|$))/.test(given));
}

function opened(
  word: string,
  { openFile }: Pick<CommandContext, 'openFile'>,
  mostBytes: number,
): AttachedFile {
  const found = openFile(word.replace(/^@(?=.)/, ''));
  if (!found) throw isAttachmentWord(word) ? notAttached() : notHere();
  if (found.bytes !== null && found.bytes > mostBytes) throw fileTooLarge(found.name, mostBytes);
  return { ...found, read: (most) => found.read(Math.min(most, mostBytes)) };
}

function notAttached(): UserError {
  return new UserError(
    'bad-argument',
    { en: 'No such file came with this.', es: 'Ese fichero no ha llegado con esto.' },
    { en: 'Attach it again.', es: 'Adjúntelo otra vez.' },
  );
}

function notHere(): UserError {
  return new UserError(
    'bad-argument',
    {
      en: 'A path of the host is read only in its own terminal.',
      es: 'Una ruta del anfitrión solo se lee en su propio terminal.',
    },
    {
      en: 'Here attach the file, or paste what it holds.',
      es: 'Aquí adjunte el fichero, o pegue su contenido.',
    },
  );
}
