import { whoCanChange } from '../access/authorise.ts';
import { UserError } from '../base/errors.ts';
import type { Text, Words } from '../base/text.ts';
import { type Field, type NotePart, type View, view } from '../view/view.ts';
import type { Command } from './command.ts';
import { greetingView } from './greeting.ts';
import type { HelpContext } from './help-context.ts';
import type { Registry, Way } from './registry.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { groupAt } from './tree.ts';
import { optionWithValue, usageOf } from './usage.ts';

export type { HelpContext, HelpTools } from './help-context.ts';

/**
 * What can be said, what stands below a word, or how one command works: a fold over the declarations.
 * @throws UserError for words that are no command
 */
export function helpView(path: readonly string[] | undefined, context: HelpContext): View {
  if (path === undefined) return overview(context);
  const { registry } = context;
  const way = registry.follow(path);
  const isWhole = way.path.length === path.length;
  if (way.command && isWhole) return page(way.command, context);
  if (isWhole) return groupPage(way.path, context);
  const greeting = greetingView(path, context);
  if (greeting) return greeting;
  const rest = path.slice(way.path.length).map((word) => registry.english(word));
  const asked = shown([...way.path, ...rest].join(' '));
  throw new UserError(
    'not-found',
    { en: `There is no command /${asked}.`, es: `No hay ningún comando /${asked}.` },
    didYouMean(nearCommands(way, rest, registry).map((near) => `/help ${near}`)) ?? {
      en: 'To see all commands: /help',
      es: 'Para ver todos los comandos: /help',
    },
  );
}

/** Where the first words are right, only the next one can be meant otherwise; a last word alone is one's own. */
function nearCommands({ path, command, next }: Way, rest: readonly string[], { commands }: Registry) {
  const [word = '', second = ''] = rest;
  if (command) return [path.join(' ')];
  if (path.length > 0) return nearest(word, next).map((near) => [...path, near].join(' '));
  const wholes = commands.map((one) => one.path.join(' '));
  const verbs = second === '' ? wholes.filter((whole) => whole.endsWith(` ${word}`)) : [];
  return verbs.length > 0 ? verbs.slice(0, 3) : nearest(`${word} ${second}`.trim(), wholes);
}

/** The first words, a line each: what is below one is told when it is asked for. */
function overview(context: HelpContext): View {
  const { registry } = context;
  const mine = mineAmong(registry.commands, context);
  const fields = registry.firstWords.flatMap((word): readonly Field[] => {
    const [first] = mine.filter(({ path }) => path[0] === word);
    return first ? [{ label: `/${word}`, value: summaryAt(first, 0) }] : [];
  });
  const some = mine.find(({ path }) => path.length > 1);
  const more = some && `/help ${some.path[0]}`;
  const text = more && { en: `What each of them offers: ${more}`, es: `Qué ofrece cada uno: ${more}` };
  return view({
    parts: [
      { kind: 'fields', fields },
      ...(text ? [{ kind: 'note' as const, text }] : []),
      ...(mine.length < registry.commands.length ? [notAll(context)] : []),
    ],
  });
}

/** What stands below some words: those of it that the asker may use. */
function groupPage(path: readonly string[], context: HelpContext): View {
  const all = context.registry.under(path);
  const mine = mineAmong(all, context);
  const shownOnes = mine.length > 0 ? mine : all;
  const [first] = shownOnes;
  const example = `/help ${first?.path.join(' ')}`;
  return view({
    ...(first ? { title: summaryAt(first, path.length - 1) } : {}),
    parts: [
      {
        kind: 'fields',
        fields: shownOnes.map((one) => ({ label: `/${one.path.join(' ')}`, value: one.summary })),
      },
      {
        kind: 'note',
        text: { en: `For details about one: ${example}`, es: `Para más detalles de uno: ${example}` },
      },
      ...(mine.length < all.length ? [notAll(context)] : []),
    ],
  });
}

function mineAmong(commands: readonly Command[], context: HelpContext): readonly Command[] {
  return commands.filter(({ needs }) => context.reachOf(needs) !== null);
}

/** What somebody has said of the words of a command up to this one; else the command's own summary. */
function summaryAt(command: Command, depth: number): Text {
  return groupAt(command, depth)?.summary ?? command.summary;
}

/** Who has few rights learns here how to get more, and not only when something is refused. */
function notAll({ actor }: HelpContext): NotePart {
  const text = {
    en: `Your role here does not allow the others. ${whoCanChange(actor).en}`,
    es: `Su rol aquí no permite los demás. ${whoCanChange(actor).es}`,
  };
  return { kind: 'note', text };
}

function page(command: Command, context: HelpContext): View {
  const options = Object.entries(command.options).map(([name, option]): Field => {
    return { label: optionWithValue(name, option), value: option.summary };
  });
  const examples: Words[] = [...command.examples];
  const allowed = context.reachOf(command.needs) !== null;
  return view({
    title: usageOf(command),
    parts: [
      { kind: 'text', text: command.summary },
      ...(options.length > 0 ? [{ kind: 'fields' as const, fields: options }] : []),
      { kind: 'code', label: { en: 'Examples', es: 'Ejemplos' }, text: examples.join('\n'), isOurs: true },
      ...(allowed ? [] : [{ kind: 'note' as const, text: NOT_ALLOWED }]),
    ],
  });
}

const NOT_ALLOWED = { en: 'Your role here does not allow it.', es: 'Su rol aquí no lo permite.' };
