import type { Actor } from '../access/actor.ts';
import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import type { Locale } from '../base/text.ts';
import type { Command } from './command.ts';
import type { HelpContext } from './help.ts';
import { makeContext, type World } from './make-context.ts';
import { type Choice, type Option, optionNamed } from './option.ts';
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
  if (words === null) return { from: partial.line.length, choices: [] };
  const last = words.at(-1);
  const typing = last && !/\s$/.test(partial.line) ? last : undefined;
  const before = typing ? words.slice(0, -1) : words;
  const prefix = typing?.text ?? '';
  const context = makeContext(world, { ...partial, id: '', confirmed: false });
  const said = calledOf(before);
  const found = matchCommand(said, world.registry);
  const choices = found
    ? await valueChoices(found.command, said.slice(found.length), prefix, context).catch(() => [])
    : commandChoices(said, prefix, context);
  return { from: typing?.from ?? partial.line.length, choices: choices.slice(0, MAX_CHOICES) };
}

/** null: an open quotation, or too long. */
function wordsOf(line: string): readonly Word[] | null {
  return orNull(() => tokenize(line));
}

/** What is said to labvm, as far as it can be read. */
function calledOf(words: readonly Word[]): readonly Word[] {
  return orNull(() => withoutCall(words)) ?? words;
}

function orNull<T>(body: () => T): T | null {
  try {
    return body();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function commandChoices(before: readonly Word[], prefix: string, context: HelpContext): readonly Choice[] {
  const { registry } = context;
  const { path } = registry.follow(before.map(({ text }) => text));
  if (path.length < before.length) return [];
  const mine = registry.under(path).filter(({ needs }) => context.reachOf(needs) !== null);
  const slash = path.length === 0 && prefix.startsWith('/') ? '/' : '';
  return choicesFrom([...new Set(mine.map((one) => `${slash}${one.path[path.length] ?? ''}`))], prefix);
}

function choicesFrom(words: readonly string[], prefix: string): readonly Choice[] {
  const wanted = prefix.toLowerCase();
  return words.filter((word) => word !== '' && word.startsWith(wanted)).map((value) => ({ value }));
}

async function valueChoices(
  command: Command,
  given: readonly Word[],
  prefix: string,
  context: HelpContext,
): Promise<readonly Choice[]> {
  if (context.reachOf(command.needs) === null) return [];
  const optionOf = (name: string) => optionNamed(command.options, name)?.option;
  const [flagName, joined] = /^--([^=]+)=(.*)$/.exec(prefix)?.slice(1) ?? [];
  if (flagName !== undefined && joined !== undefined) {
    const inner = await complete(optionOf(flagName), joined, context);
    return inner.map((choice) => ({ ...choice, value: `--${flagName}=${choice.value}` }));
  }
  if (prefix.startsWith('-')) {
    const used = new Set(given.map(({ text }) => text.split('=')[0]));
    const flags = Object.entries(command.options).flatMap(([name, { positional }]) =>
      positional ? [] : [`--${name}`],
    );
    return choicesFrom(
      [...flags, '--yes'].filter((flag) => !used.has(flag)),
      prefix,
    );
  }
  const last = given.at(-1)?.text ?? '';
  const open = last.startsWith('--') ? optionOf(last.slice(2)) : undefined;
  if (open && open.kind.type !== 'boolean') return complete(open, prefix, context);
  const values = valuesAmong(given, optionOf);
  const positionals = Object.values(command.options).filter(({ positional }) => positional);
  const rest = positionals.findIndex(({ kind }) => kind.takesRest);
  if (rest >= 0 && values.length > rest) {
    return completeRest(positionals[rest], values.slice(rest), prefix, context);
  }
  return complete(positionals[values.length], prefix, context);
}

/** The words that are neither a flag nor the value of one. */
function valuesAmong(
  given: readonly Word[],
  optionOf: (name: string) => Option<unknown> | undefined,
): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const text = given[at]?.text ?? '';
    if (!text.startsWith('--')) values.push(text);
    else if ((optionOf(text.slice(2))?.kind.type ?? 'boolean') !== 'boolean') at += 1;
  }
  return values;
}

/** A kind that takes the rest of the line completes all of it; only the word at the cursor is offered. */
async function completeRest(
  option: Option<unknown> | undefined,
  before: readonly string[],
  prefix: string,
  context: HelpContext,
): Promise<readonly Choice[]> {
  const lead = `${before.join(' ').toLowerCase().replace(/^\//, '')} `;
  const choices = await complete(option, `${lead}${prefix}`, context);
  return choices
    .filter(({ value }) => value.startsWith(lead))
    .map((choice) => ({ ...choice, value: choice.value.slice(lead.length) }));
}

async function complete(
  option: Option<unknown> | undefined,
  prefix: string,
  context: HelpContext,
): Promise<readonly Choice[]> {
  return (await option?.kind.complete?.(prefix.toLowerCase(), context)) ?? [];
}
