import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import type { Command } from './command.ts';
import type { Option, Parsed } from './option.ts';
import { shown } from './shown.ts';
import { didYouMean, nearest } from './suggest.ts';
import { flagName, optionName, usageOf } from './usage.ts';
import { written } from './written.ts';

/** A value that its kind refuses: names the option, the value received, and what would be right. */
export function badValue(
  name: string,
  text: string,
  option: Pick<Option<unknown>, 'kind' | 'positional'>,
  { problem, hint }: Extract<Parsed<unknown>, { ok: false }>,
): UserError {
  const { kind } = option;
  const label = optionName(name, option);
  const what = kind.secret ? label : `${label}: «${shown(text)}»`;
  return new UserError(
    'bad-argument',
    { en: `${what} ${problem.en}.`, es: `${what} ${problem.es}.` },
    hint ?? (kind.example === '' ? undefined : forExample(written(kind, kind.example))),
    { option: name },
  );
}

/** A required option that was not typed. */
export function missing(command: Command, name: string, option: Option<unknown>): UserError {
  const { summary } = option;
  const asked = optionName(name, option);
  return new UserError(
    'missing-argument',
    {
      en: `/${command.path.join(' ')} needs ${asked}: ${lowerFirst(summary.en)}.`,
      es: `A /${command.path.join(' ')} le falta ${asked}: ${lowerFirst(summary.es)}.`,
    },
    forExample(command.examples[0] ?? usageOf(command)),
    { option: name },
  );
}

/** A `--name` without the value that it takes. */
export function withoutValue(command: Command, name: string, { kind }: Option<unknown>): UserError {
  const flag = flagName(name);
  return new UserError(
    'missing-argument',
    { en: `${flag} needs a value.`, es: `A ${flag} le falta un valor.` },
    forExample(`/${command.path.join(' ')} … ${flag} ${written(kind, kind.example)}`),
    { option: name },
  );
}

/** A `--name` that the command does not have. */
export function unknownFlag(command: Command, name: string): UserError {
  const path = command.path.join(' ');
  const typed = flagName(shown(name));
  const flags = Object.entries(command.options).flatMap(([flag, { positional }]) =>
    positional ? [] : [flag],
  );
  return new UserError(
    'bad-argument',
    { en: `/${path} has no option ${typed}.`, es: `/${path} no tiene la opción ${typed}.` },
    didYouMean(nearest(name, [...flags, 'yes', 'help']).map(flagName)) ??
      inQuotes(command) ??
      typedSo(command),
  );
}

/** A `--name` that stands in the line twice: which of both is meant cannot be known. */
export function twice(name: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `${flagName(name)} appears twice.`, es: `${flagName(name)} aparece dos veces.` },
    { en: 'Use it only once.', es: 'Indíquela una sola vez.' },
    { option: name },
  );
}

/** A word that nothing is left for. */
export function tooMany(command: Command, text: string): UserError {
  return new UserError(
    'bad-argument',
    { en: `«${shown(text)}» is one word too many.`, es: `«${shown(text)}» está de más.` },
    inQuotes(command) ?? typedSo(command),
  );
}

/** Where a value is mostly several words, its quotation was forgotten. */
function inQuotes({ options, examples }: Command): Text | undefined {
  const places = Object.values(options).filter(({ positional }) => positional);
  if (!places.some(({ kind }) => kind.severalWords)) return undefined;
  const example = examples.find((one) => one.includes('"')) ?? '"…"';
  return {
    en: `Put several words in quotation marks: ${example}`,
    es: `Ponga varias palabras entre comillas: ${example}`,
  };
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
