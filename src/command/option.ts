import type { Text } from '../base/text.ts';
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
  /** A word that is right, for examples in errors. */
  readonly example: string;
  /** How chats with typed options register it. */
  readonly type: 'string' | 'integer' | 'boolean';
  readonly min?: number;
  readonly max?: number;
  /** The most characters of a word, in UTF-16 units. */
  readonly maxLength?: number;
  /** Every word there is, where there are few: menus show them. */
  readonly choices?: readonly string[];
  /** Takes all words that are left, as one. */
  readonly takesRest?: boolean;
  /** Is given what is quoted with its line ends; what it refuses is not said back. */
  readonly takesLines?: true;
  parse(word: string): Parsed<Typed>;
  /** Looks the value up once the request is recorded; throws UserError. Left out where the typed value is it. */
  resolve?(typed: Typed, context: CommandContext & Tools): Promise<Value>;
  /** Values that begin like this word, best first. */
  complete?(prefix: string, context: CommandContext & Tools): Promise<readonly Choice[]>;
}

/** An option of a command. */
export interface Option<Value> {
  readonly kind: OptionKind<unknown, unknown, unknown>;
  readonly summary: Text;
  /** Typed by its place, without a `--name`; those come first. */
  readonly positional: boolean;
  readonly required: boolean;
  /** Never there: carries the type of the value. */
  readonly value?: Value;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values a command gets: what is required is there, the rest may be undefined. */
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer V> ? V : never };

/** A value that is typed by its place and must be there. */
export function positional<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  summary: Text,
): Option<Value> {
  return { kind: kind as OptionKind<unknown, unknown>, summary, positional: true, required: true };
}

/** A value that is typed by its place and may be left out. */
positional.optional = function optional<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  summary: Text,
): Option<Value | undefined> {
  return { kind: kind as OptionKind<unknown, unknown>, summary, positional: true, required: false };
};

/** A value that is typed as `--name value` and may be left out. */
export function named<Typed, Value, Tools>(
  kind: OptionKind<Typed, Value, Tools>,
  summary: Text,
): Option<Value | undefined> {
  return { kind: kind as OptionKind<unknown, unknown>, summary, positional: false, required: false };
}
