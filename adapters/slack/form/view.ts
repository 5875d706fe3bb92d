import type { FileInput, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Locale, say } from '../../../src/base/text.ts';
import { exampleOf, fewChoicesOf, hintOf, labelOf } from '../../../src/chat/form-fields.ts';
import type { Command } from '../../../src/command/command.ts';
import type { Choice, Option } from '../../../src/command/option.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { LIMITS } from '../limits.ts';
import { plain } from '../render/text.ts';
import { fileField } from './file-field.ts';

/** The name of every form of labvm. */
export const FORM = 'form';
/** The one element of each field. */
export const VALUE = 'value';

const SUBMIT = { en: 'OK', es: 'Aceptar' };
const CLOSE = { en: 'Cancel', es: 'Cancelar' };
const CHOOSE = { en: 'Choose', es: 'Elija' };
const YES = { en: 'Yes', es: 'Sí' };
const AS_FILE = { en: 'as a file', es: 'como fichero' };

/**
 * A command's form, from its declaration: a field an option, named as the option is.
 * @param meta what comes back with the form; at most 3000 characters
 * @param takesFiles whether this workspace lets labvm read files; else they can only be pasted
 * @throws RangeError where it is longer
 */
export function formView(command: Command, locale: Locale, meta: string, takesFiles = true): ModalView {
  if (meta.length > LIMITS.privateMetadata)
    throw new RangeError(
      `A form remembers at most ${LIMITS.privateMetadata} characters, not ${meta.length}.`,
    );
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: meta,
    title: plain(shortened(`/${command.path.join(' ')}`, LIMITS.modalTitle)),
    submit: plain(SUBMIT[locale]),
    close: plain(CLOSE[locale]),
    blocks: [
      intro(command, locale),
      ...fieldsOf(command, locale).filter(({ element }) => takesFiles || element.type !== 'file_input'),
    ],
  };
}

function intro({ summary }: Command, locale: Locale): KnownBlock {
  return { type: 'section', text: plain(say(summary, locale)) };
}

function fieldsOf({ options }: Command, locale: Locale): InputBlock[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const field = fieldOf(name, option, locale);
    return option.kind.type === 'file' && option.kind.takesLines
      ? [field, fileFieldOf(name, option, locale)]
      : [field];
  });
}

function fieldOf(name: string, option: Option<unknown>, locale: Locale): InputBlock {
  const hint = hintOf(option, locale);
  return {
    type: 'input',
    block_id: name,
    optional: !option.required,
    label: plain(shortened(say(labelOf(option), locale), LIMITS.inputLabel)),
    ...(hint === null ? {} : { hint: plain(shortened(hint, LIMITS.inputHint)) }),
    element: element(option, locale),
  };
}

/** What may be pasted as well as attached has a field for each. */
function fileFieldOf(name: string, option: Option<unknown>, locale: Locale): InputBlock {
  const label = `${say(labelOf(option), locale)}: ${AS_FILE[locale]}`;
  return {
    type: 'input',
    block_id: fileField(name),
    optional: true,
    label: plain(shortened(label, LIMITS.inputLabel)),
    element: fileInput(),
  };
}

function fileInput(): FileInput {
  return { type: 'file_input', action_id: VALUE, max_files: 1 };
}

function element(option: Option<unknown>, locale: Locale): InputBlock['element'] {
  const { kind } = option;
  const example = exampleOf(option, locale);
  const placeholder = example === null ? {} : { placeholder: plain(shortened(example, LIMITS.placeholder)) };
  const few = fewChoicesOf(option, locale);
  if (few) return menu(few, option.required, locale);
  switch (kind.type) {
    case 'boolean':
      return { type: 'checkboxes', action_id: VALUE, options: [{ text: plain(YES[locale]), value: 'yes' }] };
    case 'person':
      return { type: 'users_select', action_id: VALUE, placeholder: plain(CHOOSE[locale]) };
    case 'file':
      return kind.takesLines
        ? { type: 'plain_text_input', action_id: VALUE, multiline: true, ...placeholder }
        : fileInput();
    case 'integer':
      return {
        type: 'number_input',
        action_id: VALUE,
        is_decimal_allowed: false,
        ...(kind.min === undefined ? {} : { min_value: String(kind.min) }),
        ...(kind.max === undefined ? {} : { max_value: String(kind.max) }),
        ...placeholder,
      };
    case 'string':
      return kind.complete ? searched(locale) : typed(kind, placeholder);
  }
}

/** Few choices are seen at once; what need not be chosen can be taken back, which no radio button can. */
function menu(choices: readonly Choice[], isRequired: boolean, locale: Locale): InputBlock['element'] {
  const options = suggestOptions(choices);
  return isRequired
    ? { type: 'radio_buttons', action_id: VALUE, options }
    : { type: 'static_select', action_id: VALUE, placeholder: plain(CHOOSE[locale]), options };
}

function searched(locale: Locale): InputBlock['element'] {
  const placeholder = plain(CHOOSE[locale]);
  return { type: 'external_select', action_id: VALUE, min_query_length: 0, placeholder };
}

function typed(
  { takesLines, maxLength }: Option<unknown>['kind'],
  placeholder: object,
): InputBlock['element'] {
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    ...(takesLines ? { multiline: true } : {}),
    ...(maxLength !== undefined && maxLength <= LIMITS.inputValue ? { max_length: maxLength } : {}),
    ...placeholder,
  };
}

/** Choices as the entries of a menu; those that Slack could not carry are left out. */
export function suggestOptions(choices: readonly Choice[]): PlainTextOption[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ value, label }) => ({ text: plain(shortened(label || value, LIMITS.optionText)), value }));
}
