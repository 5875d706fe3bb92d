import type { Text } from '../base/text.ts';
import { type View, view } from '../view/view.ts';
import type { CommandContext } from './context.ts';
import { lineOf } from './line.ts';
import type { ParsedLine } from './parse.ts';
import { missing } from './wrong-option.ts';

/**
 * A line with the value that was not said, where there is only one that can be meant: nobody has to choose from one.
 * @throws UserError where there are none or several
 */
export async function withOnlyOne(line: ParsedLine, context: CommandContext): Promise<ParsedLine> {
  const { command, lacks } = line;
  const option = lacks === undefined ? undefined : command.options[lacks];
  if (lacks === undefined || !option) return line;
  const word = (await option.kind.only?.(context)) ?? null;
  const parsed = word === null ? null : option.kind.parse(word);
  if (word === null || !parsed?.ok) throw missing(command, lacks, option);
  return {
    ...line,
    typed: { ...line.typed, [lacks]: parsed.value },
    given: { ...line.given, [lacks]: word },
  };
}

/** Asks before something is begun with what was not named. @param line as it is meant */
export function askAboutOnlyOne({ command, given, lacks = '' }: ParsedLine): View {
  const meant = lineOf(command, given);
  const text: Text = {
    en: `You named none, and there is only ${given[lacks]}: ${meant}`,
    es: `No ha dicho cuál, y solo hay ${given[lacks]}: ${meant}`,
  };
  return view({
    parts: [{ kind: 'text', text }],
    actions: [{ label: { en: 'Yes, do it', es: 'Sí, hacerlo' }, command: meant, style: 'primary' }],
  });
}
