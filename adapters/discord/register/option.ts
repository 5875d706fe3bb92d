import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord.js';
import type { Option, Options } from '../../../src/command/option.ts';
import { LIMITS } from '../limits.ts';
import { described, inSpanish, type LocalisedName, localisedNames } from './localise.ts';

/** A command's options as Discord registers them: what is required first, else as they are declared. */
export function optionsOf(options: Options): APIApplicationCommandBasicOption[] {
  const names = localisedNames(new Map(Object.entries(options).map(([name, { alias }]) => [name, alias])));
  return Object.entries(options)
    .toSorted(([, a], [, b]) => Number(b.required) - Number(a.required))
    .map(([name, option]) => optionOf(names.get(name) ?? { name }, option));
}

function optionOf(name: LocalisedName, option: Option<unknown>): APIApplicationCommandBasicOption {
  const { kind, summary, required } = option;
  const base = { ...name, ...described(summary), required };
  switch (kind.type) {
    case 'boolean':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'integer': {
      const bounds = {
        ...(kind.min === undefined ? {} : { min_value: kind.min }),
        ...(kind.max === undefined ? {} : { max_value: kind.max }),
      };
      return { ...base, ...bounds, ...asked(option), type: ApplicationCommandOptionType.Integer };
    }
    case 'person':
      return { ...base, type: ApplicationCommandOptionType.User };
    case 'file':
      return { ...base, type: ApplicationCommandOptionType.Attachment };
    case 'string':
      return { ...base, ...length(option), ...offered(option), type: ApplicationCommandOptionType.String };
  }
}

/** Whether Discord asks for choices while somebody types. */
function asked({ kind }: Option<unknown>): { autocomplete?: true } {
  return kind.complete ? { autocomplete: true } : {};
}

/** Few words are all shown at once; of many those are asked for that begin as typed. Never both. */
function offered(option: Option<unknown>) {
  const { choices, choiceNames = {} } = option.kind;
  const fits =
    choices && choices.length <= LIMITS.choices && choices.every((word) => word.length <= LIMITS.choiceValue);
  if (!fits) return asked(option);
  return {
    choices: choices.map((word) => {
      const named = Object.hasOwn(choiceNames, word) ? choiceNames[word] : undefined;
      return {
        name: named?.en ?? word,
        ...(named ? { name_localizations: inSpanish(named.es) } : {}),
        value: word,
      };
    }),
  };
}

/** What may be longer than Discord would let it be is left open. */
function length({ kind: { maxLength } }: Option<unknown>): { max_length?: number } {
  return maxLength !== undefined && maxLength <= LIMITS.optionLength ? { max_length: maxLength } : {};
}
