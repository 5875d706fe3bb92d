import type { Command } from '../../src/command/command.ts';
import { optionNamed } from '../../src/command/option.ts';
import { withoutCall } from '../../src/command/parse.ts';
import { tokenize, type Word } from '../../src/command/tokenize.ts';

const FLAG = /^--?(\p{L}[^=]*)(?:=([\s\S]*))?$/u;

/**
 * What a line already says of a command's options, as it was typed and without a look at whether it is right: to
 * stand in the form, where it can be mended. What no option takes is left out.
 */
export function typedValues(command: Command, line: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const places = Object.entries(command.options).filter(([, { positional }]) => positional);
  const queue = [...withoutCall(tokenize(line))].slice(command.path.length);
  while (queue.length > 0) {
    const [word, ...after] = queue;
    if (!word) break;
    const flag = flagOf(word, command);
    const isLone = flag !== null && (flag.value !== undefined || isBoolean(command, flag.name));
    const place = places.find(([name]) => !Object.hasOwn(values, name));
    const name = flag?.name ?? place?.[0];
    const text = flag
      ? textOf(flag, isLone, command, after[0])
      : place?.[1].kind.takesRest
        ? restOf(queue)
        : word.text;
    if (name !== undefined && Object.hasOwn(command.options, name) && text !== undefined) values[name] = text;
    if (!flag && place?.[1].kind.takesRest) break;
    queue.splice(0, flag && !isLone && text !== undefined ? 2 : 1);
  }
  return values;
}

interface Flag {
  readonly name: string;
  readonly value: string | undefined;
}

function flagOf({ text, quoted }: Word, { options }: Command): Flag | null {
  const [, name, value] = (!quoted && FLAG.exec(text)) || [];
  if (name === undefined) return null;
  const typed = name.toLowerCase();
  return { name: optionNamed(options, typed)?.name ?? typed, value };
}

function textOf(
  { name, value }: Flag,
  isLone: boolean,
  command: Command,
  next: Word | undefined,
): string | undefined {
  if (isLone) return value ?? 'yes';
  if (!next || flagOf(next, command)) return undefined;
  return optionNamed(command.options, name)?.option.kind.takesLines
    ? (next.document ?? next.text)
    : next.text;
}

function isBoolean({ options }: Command, name: string): boolean {
  return Object.hasOwn(options, name) && options[name]?.kind.type === 'boolean';
}

const restOf = (words: readonly Word[]) => words.map(({ text }) => text).join(' ');
