import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Command } from './command.ts';
import type { Option, Parsed } from './option.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { usageOf } from './usage.ts';

/**
 * A value that its kind refuses: names the option, the value received, and what would be right.
 * @param label the option as it is typed, `--memory` or `<name>`
 */
export function badValue(
  name: string,
  label: string,
  text: string,
  { kind }: Pick<Option<unknown>, 'kind'>,
  { problem, hint }: Extract<Parsed<unknown>, { ok: false }>,
): UserError {
  const what = kind.secret ? label : `${label}: «${shown(text)}»`;
  return new UserError(
    'bad-argument',
    { en: `${what} ${problem.en}.`, es: `${what} ${problem.es}.` },
    hint ?? (kind.example === '' ? undefined : forExample(kind.example)),
    { option: name },
  );
}

/** A required option that was not typed. */
export function missing(command: Command, name: string, { summary }: Option<unknown>): UserError {
  return new UserError(
    'missing-argument',
    {
      en: `/${command.path.join(' ')} needs <${name}>: ${lowerFirst(summary.en)}.`,
      es: `A /${command.path.join(' ')} le falta <${name}>: ${lowerFirst(summary.es)}.`,
    },
    forExample(command.examples[0] ?? usageOf(command)),
    { option: name },
  );
}

/** A `--name` without the value that it takes. */
export function withoutValue(command: Command, name: string, { kind }: Option<unknown>): UserError {
  return new UserError(
    'missing-argument',
    { en: `--${name} needs a value.`, es: `A --${name} le falta un valor.` },
    forExample(`/${command.path.join(' ')} … --${name} ${kind.example}`),
    { option: name },
  );
}

/** A `--name` that the command does not have. */
export function unknownFlag(command: Command, name: string): UserError {
  const path = command.path.join(' ');
  const flags = Object.entries(command.options).flatMap(([flag, { positional }]) =>
    positional ? [] : [flag],
  );
  return new UserError(
    'bad-argument',
    { en: `/${path} has no option --${shown(name)}.`, es: `/${path} no tiene la opción --${shown(name)}.` },
    didYouMean(nearest(name, [...flags, 'yes', 'help']).map((flag) => `--${flag}`)) ?? typedSo(command),
  );
}

/** A `--name` that stands in the line twice: which of both is meant cannot be known. */
export function twice(name: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `--${name} appears twice.`, es: `--${name} aparece dos veces.` },
    { en: 'Use it only once.', es: 'Indíquela una sola vez.' },
    { option: name },
  );
}

/** A word that nothing is left for. */
export function tooMany(command: Command, text: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `«${shown(text)}» is one word too many.`, es: `«${shown(text)}» está de más.` },
    typedSo(command),
  );
}

function forExample(example: string): Text {
  return { en: `For example: ${example}`, es: `Por ejemplo: ${example}` };
}

function typedSo(command: Command): Text {
  return { en: `Usage: ${usageOf(command)}`, es: `Uso: ${usageOf(command)}` };
}

function lowerFirst(text: string): string {
  // An abbreviation such as CPU keeps its capitals.
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
