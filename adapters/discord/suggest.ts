import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from 'discord.js';
import type { Desk } from '../../src/chat/desk.ts';
import { choiceName } from '../../src/command/choice-name.ts';
import type { Command } from '../../src/command/command.ts';
import type { Completion } from '../../src/command/complete.ts';
import { lineBefore } from '../../src/command/line.ts';
import type { Choice } from '../../src/command/option.ts';
import { shortened } from '../../src/view/shortened.ts';
import { ANY_LINE } from './any-line.ts';
import { askedOf, commandOf } from './inbound/asked.ts';
import { basisOf } from './inbound/basis.ts';
import { actorOf } from './inbound/person.ts';
import { LIMITS } from './limits.ts';
import type { SuggestCache } from './suggest-cache.ts';
import type { Waits } from './waits.ts';

export interface SuggestPorts {
  readonly desk: Pick<Desk, 'complete'>;
  readonly commands: readonly Command[];
  readonly cache: SuggestCache<Completion>;
  readonly waits: Pick<Waits, 'typingMs'>;
  /** Whoever asks belongs to no server that labvm serves. */
  readonly isElsewhere: boolean;
}

/** So many choices and more may not be all there are: then they are asked for with what was typed of one. */
const PERHAPS_CUT = 100;

/** A question, and what of its answer Discord is told. */
interface Question {
  /** The line up to the word that is being typed, and what of that word decides what is asked for. */
  readonly line: string;
  /** Where the option's value begins in the line. */
  readonly valueFrom: number;
  /** The word that is being typed. */
  readonly word: string;
}

/**
 * What Discord offers for what is being typed into an option, at most 25 choices; for `/labvm`, whole lines.
 * Answered within a quarter of a second: from memory where the same was asked before, and with nothing where the
 * host takes longer, which the next letter then finds in memory.
 */
export async function suggest(
  interaction: APIApplicationCommandAutocompleteInteraction,
  { desk, commands, cache, waits, isElsewhere }: SuggestPorts,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const question = questionOf(interaction, commands);
  if (!question) return [];
  const { user, userName, locale, channel } = basisOf(interaction);
  const actor = actorOf({ user, userName, isElsewhere });
  const startedAt = performance.now();
  const ask = (line: string) =>
    cache.ask(
      // Who they are elsewhere is somebody else.
      `${user} ${isElsewhere} ${line}`,
      () => desk.complete(line, actor, { chat: 'discord', channel }, locale),
      Math.max(0, waits.typingMs - (performance.now() - startedAt)),
    );

  const all = await ask(question.line);
  if (!all) return [];
  const found = matching(all, question);
  const isWhole = question.word === baseOf(question.word) || all.choices.length < PERHAPS_CUT;
  if (isWhole && (found.length > 0 || all.choices.length === 0)) return found;
  // Some things have more names than they show.
  const line = `${question.line}${question.word.slice(baseOf(question.word).length)}`;
  const narrower = line === question.line ? null : await ask(line);
  return narrower ? choicesOf(narrower.choices, narrower.from, { ...question, line }) : found;
}

function questionOf(
  { data }: APIApplicationCommandAutocompleteInteraction,
  commands: readonly Command[],
): Question | null {
  const asked = askedOf(data);
  const focused = asked.given.find((one) => one.focused);
  const command = commandOf(commands, asked);
  if (!focused) return null;
  const typed = String(focused.value);
  if (!command) return data.name === ANY_LINE.name ? words('', typed) : null;
  const option = Object.hasOwn(command.options, focused.name) ? command.options[focused.name] : undefined;
  if (!option) return null;
  // What was given for the others decides nothing.
  const head = lineBefore(command, focused.name);
  if (option.kind.takesRest) return words(head, typed);
  const value = typed.trim();
  // What is no word yet would be read as something else.
  return /\s/.test(value) || value.startsWith('-') ? null : words(head, value);
}

/** Asks for the last word of a value; quotations are not completed. */
function words(head: string, value: string): Question | null {
  if (/["'«»“”„‘’]/.test(value)) return null;
  const text = value.trimStart();
  const at = text.search(/\S*$/);
  const word = text.slice(at);
  return { line: `${head}${text.slice(0, at)}${baseOf(word)}`, valueFrom: head.length, word };
}

/** The part of a word that decides what is asked for: a command's slash, a flag's dashes, a flag with its value. */
function baseOf(word: string): string {
  if (word.startsWith('-')) return word.includes('=') ? word : '-';
  return word.startsWith('/') ? '/' : '';
}

/** The choices that begin as the word does, and then those in which it occurs. */
function matching({ choices, from }: Completion, question: Question) {
  const wanted = question.word.toLowerCase();
  const begin = choices.filter(({ value }) => value.toLowerCase().startsWith(wanted));
  const occur = choices.filter(
    (choice) =>
      !begin.includes(choice) && `${choice.value} ${choice.label ?? ''}`.toLowerCase().includes(wanted),
  );
  return choicesOf([...begin, ...occur], from, question);
}

/** As Discord shows them; those that it could not send back are left out. */
function choicesOf(choices: readonly Choice[], from: number, { line, valueFrom }: Question) {
  const before = line.slice(valueFrom, from);
  return choices
    .map((choice) => ({ value: `${before}${choice.value}`, name: `${before}${choiceName(choice)}` }))
    .filter(({ value }) => value !== '' && value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices)
    .map(({ value, name }) => ({ name: shortened(name, LIMITS.choiceName), value }));
}
