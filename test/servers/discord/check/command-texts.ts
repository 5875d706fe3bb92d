import { type Json, lengthBreaches, object, objects, repeated, requiredText } from './json.ts';
import { LOCALES } from './locales.ts';

/** Of commands, subcommands and options (docs.discord.com, application commands, naming). */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MOST_DESCRIPTION = 100;

/** What is wrong with the name of a command or an option, and with its translations. */
export function* nameBreaches(one: Json, place: string): Generator<string> {
  if (typeof one.name !== 'string') yield `${place}.name is missing or not a text`;
  else yield* oneName(one.name, `${place}.name`);
  for (const [locale, name] of localised(one.name_localizations)) {
    yield* localeBreaches(locale, `${place}.name_localizations`);
    if (name !== null) yield* oneName(name, `${place}.name_localizations.${locale}`);
  }
}

function* oneName(name: unknown, place: string): Generator<string> {
  if (typeof name !== 'string' || !NAME.test(name))
    yield `${place}: ${JSON.stringify(name)} is no name of 1 to 32 letters, digits, dashes and underscores`;
  else if (name !== name.toLowerCase()) yield `${place}: ${JSON.stringify(name)} is not in lower case`;
}

/** What is wrong with a description and its translations. */
export function* descriptionBreaches(one: Json, place: string): Generator<string> {
  yield* requiredText(one.description, 1, MOST_DESCRIPTION, `${place}.description`);
  for (const [locale, said] of localised(one.description_localizations)) {
    yield* localeBreaches(locale, `${place}.description_localizations`);
    yield* lengthBreaches(said, 1, MOST_DESCRIPTION, `${place}.description_localizations.${locale}`);
  }
}

/** What is wrong with the translations of a name that may be any text, as a choice has. */
export function* freeNameBreaches(one: Json, most: number, place: string): Generator<string> {
  yield* requiredText(one.name, 1, most, `${place}.name`);
  for (const [locale, name] of localised(one.name_localizations)) {
    yield* localeBreaches(locale, `${place}.name_localizations`);
    yield* lengthBreaches(name, 1, most, `${place}.name_localizations.${locale}`);
  }
}

/** Siblings must not share a name, in no language: who has no translation is called by his own name there. */
export function* sharedNames(siblings: readonly Json[], place: string): Generator<string> {
  for (const name of repeated(siblings.map(({ name }) => name)))
    yield `${place}: the name ${JSON.stringify(name)} is there more than once`;
  const locales = new Set(siblings.flatMap((one) => localised(one.name_localizations).map(([key]) => key)));
  for (const locale of locales) {
    const names = siblings.map((one) => object(one.name_localizations)[locale] ?? one.name);
    for (const name of repeated(names))
      yield `${place}: the name ${JSON.stringify(name)} is there more than once in ${locale}`;
  }
}

/**
 * Characters that a command counts with: names, descriptions and values of all it has, of each translated text the
 * longest (docs.discord.com, application commands, at most 8000).
 */
export function countedCharacters(one: Json): number {
  const own =
    longest(one.name, one.name_localizations) + longest(one.description, one.description_localizations);
  const value = typeof one.value === 'string' ? one.value.length : 0;
  const inner = [...objects(one.options), ...objects(one.choices)];
  return inner.reduce((sum, child) => sum + countedCharacters(child), own + value);
}

function longest(value: unknown, translations: unknown): number {
  const all = [value, ...Object.values(object(translations))];
  return Math.max(...all.map((said) => (typeof said === 'string' ? said.length : 0)));
}

function localised(value: unknown): readonly [string, unknown][] {
  return Object.entries(object(value));
}

function* localeBreaches(locale: string, place: string): Generator<string> {
  if (!LOCALES.has(locale)) yield `${place}: ${JSON.stringify(locale)} is no language of Discord`;
}
