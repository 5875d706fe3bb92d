import { UserError } from '../base/errors.ts';

/** A file that came with a request: its bytes are fetched when they are asked for, and kept nowhere. */
export interface AttachedFile {
  /** As whoever gave it calls it. */
  readonly name: string;
  /** As the chat says, before anything is fetched; null where nobody knows. */
  readonly bytes: number | null;
  /**
   * Fetches it.
   * @param most in bytes
   * @throws UserError where there is more of it, or it cannot be had
   */
  read(most: number): Promise<Uint8Array>;
}

/** Finds the file that a word of a line stands for; null where it stands for none. */
export type OpenFile = (word: string) => AttachedFile | null;

const PREFIX = 'attachment:';

/** How an attachment is named in a line. It says something only beside the act that brought it. */
export function attachmentWord(id: string): string {
  return `${PREFIX}${id}`;
}

/** Whether a word names an attachment. */
export function isAttachmentWord(word: string): boolean {
  return word.startsWith(PREFIX);
}

/** The files that came with an act, by their ids. */
export function openAttached(files: ReadonlyMap<string, AttachedFile>): OpenFile {
  return (word) => (isAttachmentWord(word) ? (files.get(word.slice(PREFIX.length)) ?? null) : null);
}

/** A file that is larger than what it is for. */
export function fileTooLarge(name: string, most: number): UserError {
  return new UserError(
    'bad-argument',
    { en: `${name} has more than ${most} bytes.`, es: `${name} tiene más de ${most} bytes.` },
    { en: 'Give a smaller file.', es: 'Dé un fichero más pequeño.' },
  );
}
