import type { Text, Words } from '../base/text.ts';
import { type Alias, isAlias } from './alias.ts';
import type { CommandContext } from './context.ts';

/** One of the values that a person can choose from. */
export interface Choice {
  readonly value: string;
  readonly label?: string;
}

/** What a kind makes of a word: a value, or what is wrong with it and what would be right. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Text; readonly hint?: Text };

/**
 * A kind of value: knows how to parse, complete and describe itself. `Typed` is what parsing a word gives, at once
 * and from memory; `Value` is what the command gets, after looking it up.
 */
export interface OptionKind<Typed, Value = Typed, Tools = unknown> {
  /** Shown in usage: `<image>`, `--memory <size>`. */
  readonly placeholder: string;
  /** A value that is right, as it is meant: a line quotes it where it must, and a form shows it as it stands. */
  readonly example: string;
  /** How chats with typed options register it. */
  readonly type: 'string' | 'integer' | 'boolean' | 'person' | 'file';
  readonly min?: number;
  readonly max?: number;
  /** The most characters of a word, in UTF-16 units. */
  readonly maxLength?: number;
  /** Every word there is, where there are few: menus show them. */
  readonly choices?: readonly string[];
  /** How chats show those of the choices that have other names than what is typed. */
  readonly choiceNames?: Readonly<Record<string, Text>>;
  /** Takes all words that are left, as one. */
  readonly takesRest?: boolean;
  /** Is mostly several words, which a line quotes. */
  readonly severalWords?: true;
  /** Is given what is quoted with its line ends. */
  readonly takesLines?: true;
  /** Nobody but its writer should ever see it, as a password: it is written down nowhere, and never said back. */
  readonly secret?: true;
  /** What of a word may be written down, where a part of it is secret. */
  kept?(word: string): string;
  parse(word: string): Parsed<Typed>;
  /** Looks the value up once the request is recorded; throws UserError. Left out where the typed value is it. */
  resolve?(typed: Typed, context: CommandContext & Tools): Promise<Value>;
  /** The word for the one value that there is for the asker; null where there are none, or several to choose from. */
  only?(context: CommandContext & Tools): Promise<string | null>;
  /** Values that begin like this word, best first. */
  complete?(prefix: string, context: CommandContext & Tools): Promise<readonly Choice[]>;
}

/** An option of a command. */
export interface Option<Value> {
  readonly kind: OptionKind<unknown, unknown, unknown>;
  readonly summary: Text;
  /** What it is called above the field of a form, where its summary speaks of how it is typed in a line. */
  readonly form?: FormWords;
  /** Other words for its name. */
  readonly alias?: Alias;
  /** Typed by its place, without a `--name`; those come first. */
  readonly positional: boolean;
  readonly required: boolean;
  /** Never there: carries the type of the value. */
  readonly value?: Value;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values a command gets: what is required is there, the rest may be undefined. */
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer V> ? V : never };

/** What a form says of an option. */
export interface FormWords {
  /** A few words, such as “Memory”. */
  readonly label: Words;
  /** What to fill in, where that does not go without saying. */
  readonly hint?: Text;
}

/** What an option is, in a few words, what a form calls it, and what else its name is called. */
export type OptionWords = Text & { readonly alias?: Alias; readonly form?: FormWords };

/** A value that is typed by its place and must be there. */
export function positional<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  words: OptionWords,
): Option<Value> {
  return { ...optionOf(kind, words), positional: true, required: true };
}

/** A value that is typed by its place and may be left out. */
positional.optional = function optional<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  words: OptionWords,
): Option<Value | undefined> {
  return { ...optionOf(kind, words), positional: true, required: false };
};

/** A value that is typed as `--name value` and may be left out. */
export function named<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  words: OptionWords,
): Option<Value | undefined> {
  return { ...optionOf(kind, words), positional: false, required: false };
}

function optionOf<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  { alias, form, en, es }: OptionWords,
) {
  return {
    kind: kind as OptionKind<unknown, unknown>,
    summary: { en, es },
    ...(form ? { form } : {}),
    ...(alias ? { alias } : {}),
  };
}

/** The option that somebody means by a name, in any language. */
export function optionNamed(
  options: Options,
  typed: string,
): { readonly name: string; readonly option: Option<unknown> } | undefined {
  const all = Object.entries(options).map(([name, option]) => ({ name, option }));
  return all.find(({ name }) => name === typed) ?? all.find(({ option }) => isAlias(typed, option.alias));
}
