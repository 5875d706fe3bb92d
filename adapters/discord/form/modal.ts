import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { type Locale, say, type Text } from '../../../src/base/text.ts';
import { exampleOf, fewChoicesOf, hintOf, labelOf } from '../../../src/chat/form-fields.ts';
import { isAttachmentWord } from '../../../src/command/attached.ts';
import type { Command } from '../../../src/command/command.ts';
import type { Choice, Option } from '../../../src/command/option.ts';
import { MAX_LINE } from '../../../src/command/tokenize.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { LIMITS } from '../limits.ts';
import { formName } from './name.ts';
import { CHOOSE } from './words.ts';

/** What is known before a form opens, by the names of the options. */
export interface FormGiven {
  /** What was typed already: stands in the fields. */
  readonly values?: Readonly<Record<string, string>>;
  /** Values to choose from; a menu shows them where they are few. */
  readonly choices?: Readonly<Record<string, readonly Choice[]>>;
  /** What was wrong, if something was: said at its field. */
  readonly wrong?: Wrong | null;
  /** How a line is written here. */
  readonly inPlace?: (text: string, locale: Locale) => string;
}

/** What is wrong with the value of an option. */
export interface Wrong {
  readonly option: string;
  readonly text: Text;
}

/** What stands around a text of several lines in its command line, in characters: it must fit as a whole. */
const AROUND = 300;

type Field = readonly [name: string, option: Option<unknown>];

/**
 * A command's form, from its declaration: a field an option, named as the option is, as many as Discord shows. What
 * is required comes first, then what was typed already, what takes several lines, which no slash command can, and the
 * rest as it is declared.
 * @returns null for a command without options
 */
export function formModal(
  command: Command,
  locale: Locale,
  given: FormGiven = {},
): APIModalInteractionResponseCallbackData | null {
  const fields = fieldsOf(command, given);
  if (fields.length === 0) return null;
  return {
    custom_id: formName(command, given.wrong !== undefined),
    title: shortened(titleOf(command, locale, given), LIMITS.modalTitle),
    components: fields.map((field) => labelled(field, locale, given)),
  };
}

function titleOf(
  { path, summary }: Command,
  locale: Locale,
  { inPlace = (text) => text }: FormGiven,
): string {
  return `${inPlace(`/${path.join(' ')}`, locale)}: ${say(summary, locale)}`;
}

function fieldsOf({ options }: Command, { values = {} }: FormGiven): readonly Field[] {
  const all = Object.entries(options);
  const rank = ([name, { required, kind }]: Field) => {
    if (required) return 0;
    if (Object.hasOwn(values, name)) return 1;
    return kind.takesLines ? 2 : 3;
  };
  const chosen = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, LIMITS.modalComponents));
  return all
    .filter((field) => chosen.has(field))
    .toSorted(([, a], [, b]) => Number(b.required) - Number(a.required));
}

/** Its label stands above a field; one that is too long there stands beside the option's name. */
function labelled([name, option]: Field, locale: Locale, given: FormGiven): APILabelComponent {
  const label = say(labelOf(option), locale);
  const fits = label.length <= LIMITS.labelText;
  const wrong = given.wrong?.option === name ? say(given.wrong.text, locale) : null;
  const hint = wrong ?? (fits ? hintOf(option, locale) : label);
  return {
    type: ComponentType.Label,
    label: fits ? label : ((locale === 'es' ? option.alias?.es?.[0] : undefined) ?? name),
    ...(hint === null ? {} : { description: shortened(hint, LIMITS.labelDescription) }),
    component: component([name, option], locale, given),
  };
}

function component(
  field: Field,
  locale: Locale,
  { values = {}, choices = {} }: FormGiven,
): APIComponentInLabel {
  const [name, option] = field;
  const given = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
  // What was attached to the command did not come with its form.
  const typed = isAttachmentWord(given) ? '' : given;
  const few = fewChoicesOf(option, locale);
  if (few && few.length >= LIMITS.leastRadios && option.required) return radios(field, few, typed);
  if (few) return menu(field, few, typed, locale);
  switch (option.kind.type) {
    case 'boolean':
      return {
        type: ComponentType.Checkbox,
        custom_id: name,
        ...(/^(?:yes|true)$/i.test(typed) ? { default: true } : {}),
      };
    case 'person':
      return { type: ComponentType.UserSelect, custom_id: name, required: option.required };
    case 'file':
      // What can be pasted is pasted here, and attached to the command itself.
      return option.kind.takesLines
        ? input(field, typed, locale)
        : { type: ComponentType.FileUpload, custom_id: name, required: option.required };
    default: {
      const known = Object.hasOwn(choices, name) ? (choices[name] ?? []) : [];
      return fitsMenu(known) ? menu(field, known, typed, locale) : input(field, typed, locale);
    }
  }
}

function radios([name]: Field, choices: readonly Choice[], typed: string): APIRadioGroupComponent {
  return {
    type: ComponentType.RadioGroup,
    custom_id: name,
    required: true,
    options: entries(choices, typed),
  };
}

function entries(choices: readonly Choice[], typed: string) {
  return choices.map(({ value, label }) => ({
    value,
    label: shortened(label || value, LIMITS.optionLabel),
    ...(value === typed ? { default: true } : {}),
  }));
}

function fitsMenu(choices: readonly Choice[]): boolean {
  const isShort = ({ value }: Choice) => value !== '' && value.length <= LIMITS.optionValue;
  const values = new Set(choices.map(({ value }) => value));
  return choices.length > 0 && values.size === choices.length && choices.length <= LIMITS.selectOptions
    ? choices.every(isShort)
    : false;
}

function menu(
  [name, { required }]: Field,
  choices: readonly Choice[],
  typed: string,
  locale: Locale,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required,
    placeholder: say(CHOOSE, locale),
    options: entries(choices, typed),
  };
}

function input([name, option]: Field, typed: string, locale: Locale): APITextInputComponent {
  const { kind, required } = option;
  const example = exampleOf(option, locale);
  const room = kind.takesLines ? MAX_LINE - AROUND : LIMITS.inputValue;
  const most = Math.min(kind.maxLength ?? room, room, LIMITS.inputValue);
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: kind.takesLines || kind.takesRest ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: most,
    ...(typed === '' || typed.length > most ? {} : { value: typed }),
    ...(example === null ? {} : { placeholder: shortened(example, LIMITS.inputPlaceholder) }),
  };
}
