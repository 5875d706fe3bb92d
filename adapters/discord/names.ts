import type { Locale } from '../../src/base/text.ts';
import type { Alias } from '../../src/command/alias.ts';
import type { Command } from '../../src/command/command.ts';
import type { Option, Options } from '../../src/command/option.ts';
import { type Branch, treeOf } from '../../src/command/tree.ts';
import { type LocalisedName, localisedNames } from './register/localise.ts';

/** What commands and options are called here, in the language of whoever reads it: as they are registered. */
export interface Names {
  readonly branches: readonly Branch[];
  /** @param beside the words of its level, the one itself among them */
  branch(branch: Branch, beside: readonly Branch[], locale: Locale): string;
  option(name: string, options: Options, locale: Locale): string;
  /** The words of a command, with its slash. */
  command(command: Command, locale: Locale): string;
  value(word: string, option: Option<unknown>, locale: Locale): string;
}

/** What Discord calls them that are picked for a yes or no. */
const TRUE = { en: 'True', es: 'Verdadero' };

export function createNames(commands: readonly Command[]): Names {
  const branches = treeOf(commands);
  const branch: Names['branch'] = ({ word }, beside, locale) =>
    nameIn(
      beside.map((one) => [one.word, one.alias]),
      word,
      locale,
    );
  return {
    branches,
    branch,
    option: (name, options, locale) =>
      nameIn(
        Object.entries(options).map(([one, { alias }]) => [one, alias]),
        name,
        locale,
      ),
    command({ path }, locale) {
      let level: readonly Branch[] = branches;
      const words = path.map((word) => {
        const here = level;
        const found = here.find((one) => one.word === word);
        level = found?.below ?? [];
        return found ? branch(found, here, locale) : word;
      });
      return `/${words.join(' ')}`;
    },
    value(word, { kind }, locale) {
      if (kind.type === 'boolean') return TRUE[locale];
      const { choiceNames = {} } = kind;
      return (Object.hasOwn(choiceNames, word) ? choiceNames[word]?.[locale] : undefined) ?? word;
    },
  };
}

function nameIn(
  level: readonly (readonly [string, Alias | undefined])[],
  name: string,
  locale: Locale,
): string {
  const localised: LocalisedName | undefined = localisedNames(new Map(level)).get(name);
  return (locale === 'es' ? localised?.name_localizations?.['es-ES'] : undefined) ?? name;
}
