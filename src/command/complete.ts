import type { Actor } from '../access/actor.ts';
import { UserError } from '../errors.ts';
import type { Place } from '../place.ts';
import type { Locale } from '../text.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { makeContext, type World } from './make-context.ts';
import type { Choice, Option } from './option.ts';
import { matchCommand, withoutCall } from './parse.ts';
import { tokenize, type Word } from './tokenize.ts';

/** A line that is being typed, and who types it. */
export interface PartialLine {
  readonly line: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
}

/** What may stand where the cursor is. */
export interface Completion {
  /** Where in the line the completed word begins. */
  readonly from: number;
  readonly choices: readonly Choice[];
}

const MAX_CHOICES = 100;

/** What may stand at the end of a line. Whatever cannot be known or asked offers nothing. */
export async function completeLine(world: World, partial: PartialLine): Promise<Completion> {
  const words = wordsOf(partial.line);
  const last = words.at(-1);
  const typing = last && !/\s$/.test(partial.line) ? last : undefined;
  const before = typing ? words.slice(0, -1) : words;
  const prefix = typing?.text ?? '';
  const context = makeContext(world, { ...partial, id: '', confirmed: false });
  const found = matchCommand(withoutCall(before), world.registry);
  const choices = found
    ? await valueChoices(found.command, withoutCall(before).slice(found.length), prefix, context).catch(
        () => [],
      )
    : commandChoices(withoutCall(before), prefix, partial.line, context);
  return { from: typing?.from ?? partial.line.length, choices: choices.slice(0, MAX_CHOICES) };
}

function wordsOf(line: string): readonly Word[] {
  try {
    return tokenize(line);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function commandChoices(
  before: readonly Word[],
  prefix: string,
  line: string,
  context: CommandContext,
): readonly Choice[] {
  const mine = context.registry.commands.filter(({ needs }) => context.reachOf(needs) !== null);
  const [first] = before;
  if (first)
    return choicesFrom(
      mine.filter(({ path }) => path[0] === first.text).map(({ path }) => path[1] ?? ''),
      prefix,
    );
  const slash = line.trimStart().startsWith('/') ? '/' : '';
  return choicesFrom([...new Set(mine.map(({ path }) => `${slash}${path[0]}`))], prefix);
}

function choicesFrom(words: readonly string[], prefix: string): readonly Choice[] {
  const wanted = prefix.toLowerCase();
  return words.filter((word) => word !== '' && word.startsWith(wanted)).map((value) => ({ value }));
}

async function valueChoices(
  command: Command,
  given: readonly Word[],
  prefix: string,
  context: CommandContext,
): Promise<readonly Choice[]> {
  if (context.reachOf(command.needs) === null) return [];
  const options = Object.entries(command.options);
  const [flagName, joined] = /^--([^=]+)=(.*)$/.exec(prefix)?.slice(1) ?? [];
  if (flagName !== undefined && joined !== undefined) {
    const inner = await complete(command.options[flagName], joined, context);
    return inner.map((choice) => ({ ...choice, value: `--${flagName}=${choice.value}` }));
  }
  if (prefix.startsWith('-')) {
    const used = new Set(given.map(({ text }) => text.split('=')[0]));
    const flags = options.flatMap(([name, { positional }]) => (positional ? [] : [`--${name}`]));
    return choicesFrom(
      [...flags, '--yes'].filter((flag) => !used.has(flag)),
      prefix,
    );
  }
  const open = command.options[given.at(-1)?.text.replace(/^--/, '') ?? ''];
  if (given.at(-1)?.text.startsWith('--') && open && open.kind.type !== 'boolean')
    return complete(open, prefix, context);
  const next = nextPositional(command, given);
  const values = await complete(next, restOf(next, given, prefix), context);
  return values;
}

/** The positional option that the next word would be. */
function nextPositional(command: Command, given: readonly Word[]): Option<unknown> | undefined {
  let typed = 0;
  for (let at = 0; at < given.length; at += 1) {
    const text = given[at]?.text ?? '';
    if (!text.startsWith('--')) typed += 1;
    else if (
      !text.includes('=') &&
      command.options[text.slice(2)]?.kind.type !== 'boolean' &&
      text !== '--yes'
    )
      at += 1;
  }
  return Object.values(command.options).filter(({ positional }) => positional)[typed];
}

/** A kind that takes the rest of the line completes its last word only from its beginning. */
function restOf(option: Option<unknown> | undefined, given: readonly Word[], prefix: string): string {
  return option?.kind.takesRest && given.length === 0 ? prefix.replace(/^\//, '') : prefix;
}

async function complete(
  option: Option<unknown> | undefined,
  prefix: string,
  context: CommandContext,
): Promise<readonly Choice[]> {
  return (await option?.kind.complete?.(prefix.toLowerCase(), context)) ?? [];
}
