import type { Options } from './option.ts';

/**
 * A whole command line in a sentence, such as `/vm console web1 --revoke`, which stays as it is; or an option that
 * is named outside one: `--memory`, `<name>`.
 */
const REFERENCE =
  /(?<![\p{L}\p{N}/:.])\/\p{Ll}(?:[^.,;:()»”\n]|[.,;:](?=\S))*|--([a-z][a-z0-9-]*)|<([a-z][a-z0-9-]*)>/gu;

/**
 * A sentence in which the options that it names are called otherwise: as a form calls them, or as a chat writes them.
 * What stands in a command line, and options of other commands, are left alone.
 * @param write what stands in place of a name; what follows it in the sentence tells whether that is its value
 */
export function withReferences(
  sentence: string,
  options: Options,
  write: (name: string, after: string) => string,
): string {
  return sentence.replace(REFERENCE, (written: string, flag?: string, place?: string, from = 0) => {
    const name = flag ?? place;
    if (name === undefined || !Object.hasOwn(options, name)) return written;
    return write(name, sentence.slice(from + written.length));
  });
}
