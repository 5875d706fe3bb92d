import { Locale, type LocalizationMap } from 'discord.js';
import type { Text } from '../../../src/base/text.ts';
import type { Alias } from '../../../src/command/alias.ts';

/** Discord's two kinds of Spanish; every other language gets English, which stands as the default. */
const SPANISH = [Locale.SpanishES, Locale.SpanishLATAM] as const;

/** A name or a description in Discord's two kinds of Spanish. */
export function inSpanish(text: string): LocalizationMap {
  return Object.fromEntries(SPANISH.map((locale) => [locale, text]));
}

/** What something is called by default, and what in Spanish. */
export interface LocalisedName {
  readonly name: string;
  readonly name_localizations?: LocalizationMap;
}

/**
 * The names of one level, each with its Spanish where it has one. Within one language no two things of a level may
 * bear one name (interactions/application-commands), so what is taken already stays English.
 */
export function localisedNames(
  declared: ReadonlyMap<string, Alias | undefined>,
): ReadonlyMap<string, LocalisedName> {
  const taken = new Set(declared.keys());
  const localised = new Map<string, LocalisedName>();
  for (const [name, alias] of declared) {
    const spanish = alias?.es?.[0];
    const isFree = spanish !== undefined && !taken.has(spanish);
    if (isFree) taken.add(spanish);
    localised.set(name, isFree ? { name, name_localizations: inSpanish(spanish) } : { name });
  }
  return localised;
}

/** A description by default and in Spanish. */
export function described({ en, es }: Text): {
  readonly description: string;
  readonly description_localizations: LocalizationMap;
} {
  return { description: en, description_localizations: inSpanish(es) };
}
