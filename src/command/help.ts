import { whoCanChange } from '../access/authorise.ts';
import { UserError } from '../base/errors.ts';
import type { Words } from '../base/text.ts';
import { type Field, type NotePart, type View, view } from '../view/view.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Registry, Way } from './registry.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { usageOf } from './usage.ts';

/** What help and completion read, which every command is given: all commands there are. */
export interface HelpTools {
  readonly registry: Registry;
}

export type HelpContext = CommandContext & HelpTools;

/**
 * What can be said, or how one command works: a fold over the declarations.
 * @throws UserError for words that are no command
 */
export function helpView(path: readonly string[] | undefined, context: HelpContext): View {
  if (path === undefined) return overview(context);
  const { registry } = context;
  const way = registry.follow(path);
  const isWhole = way.path.length === path.length;
  if (way.command && isWhole) return page(way.command, context);
  if (isWhole)
    return view({ parts: [{ kind: 'fields', fields: registry.under(way.path).map(summaryField) }] });
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

/** Where the first words are right, only the next one can be meant otherwise. */
function nearCommands({ path, command, next }: Way, rest: readonly string[], { commands }: Registry) {
  const [word = '', second = ''] = rest;
  if (command) return [path.join(' ')];
  if (path.length > 0) return nearest(word, next).map((near) => [...path, near].join(' '));
  return nearest(
    `${word} ${second}`.trim(),
    commands.map((one) => one.path.join(' ')),
  );
}

function summaryField(command: Command): Field {
  return { label: `/${command.path.join(' ')}`, value: command.summary };
}

function overview(context: HelpContext): View {
  const mine = context.registry.commands.filter(({ needs }) => context.reachOf(needs) !== null);
  return view({
    parts: [
      { kind: 'fields', fields: mine.map(summaryField) },
      {
        kind: 'note',
        text: {
          en: 'For details about one: /help vm create',
          es: 'Para más detalles de uno: /help vm create',
        },
      },
      ...(mine.length < context.registry.commands.length ? [notAll(context)] : []),
    ],
  });
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
  const options = Object.entries(command.options).map(([name, { kind, summary, positional }]): Field => {
    const label = positional ? name : `--${name}${kind.placeholder === '' ? '' : ` <${kind.placeholder}>`}`;
    return { label, value: summary };
  });
  const examples: Words[] = [...command.examples];
  const allowed = context.reachOf(command.needs) !== null;
  return view({
    title: usageOf(command),
    parts: [
      { kind: 'text', text: command.summary },
      ...(options.length > 0 ? [{ kind: 'fields' as const, fields: options }] : []),
      { kind: 'code', label: { en: 'Examples', es: 'Ejemplos' }, text: examples.join('\n') },
      ...(allowed ? [] : [{ kind: 'note' as const, text: NOT_ALLOWED }]),
    ],
  });
}

const NOT_ALLOWED = { en: 'Your role here does not allow it.', es: 'Su rol aquí no lo permite.' };
