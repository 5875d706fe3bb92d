import type { InputBlock, KnownBlock, ModalView, Option as SlackOption } from '@slack/types';
import { type Locale, say } from '../../../src/base/text.ts';
import type { Command } from '../../../src/command/command.ts';
import type { Option } from '../../../src/command/option.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { LIMITS } from '../limits.ts';
import { plain } from '../render/text.ts';

/** The name of every form of labvm. */
export const FORM = 'form';
/** The one element of each field. */
export const VALUE = 'value';

const SUBMIT = { en: 'OK', es: 'Aceptar' };
const CLOSE = { en: 'Cancel', es: 'Cancelar' };
const CHOOSE = { en: 'Choose', es: 'Elija' };
const YES = { en: 'Yes', es: 'Sí' };
const EXAMPLE = { en: 'For example', es: 'Por ejemplo' };

/**
 * A command's form, from its declaration: a field an option, named as the option is.
 * @param meta what comes back with the form; at most 3000 characters
 * @throws RangeError where it is longer
 */
export function formView(command: Command, locale: Locale, meta: string): ModalView {
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
    blocks: [intro(command, locale), ...fieldsOf(command, locale)],
  };
}

function intro({ summary }: Command, locale: Locale): KnownBlock {
  return { type: 'section', text: plain(say(summary, locale)) };
}

function fieldsOf({ options }: Command, locale: Locale): InputBlock[] {
  return Object.entries(options).map(([name, option]) => ({
    type: 'input',
    block_id: name,
    optional: !option.required,
    label: plain(shortened(say(option.summary, locale), LIMITS.inputLabel)),
    element: element(option, locale),
  }));
}

function element({ kind }: Option<unknown>, locale: Locale): InputBlock['element'] {
  if (kind.type === 'boolean')
    return { type: 'checkboxes', action_id: VALUE, options: [{ text: plain(YES[locale]), value: 'yes' }] };
  const example = kind.example === '' ? {} : { placeholder: plain(`${EXAMPLE[locale]}: ${kind.example}`) };
  if (kind.complete) {
    const choose = plain(CHOOSE[locale]);
    return { type: 'external_select', action_id: VALUE, min_query_length: 0, placeholder: choose };
  }
  if (kind.type === 'integer') {
    return {
      type: 'number_input',
      action_id: VALUE,
      is_decimal_allowed: false,
      ...(kind.min === undefined ? {} : { min_value: String(kind.min) }),
      ...(kind.max === undefined ? {} : { max_value: String(kind.max) }),
      ...example,
    };
  }
  const lines = kind.takesLines ? { multiline: true } : {};
  return { type: 'plain_text_input', action_id: VALUE, ...lines, ...example };
}

/** Choices as the entries of a menu; those that Slack could not carry are left out. */
export function suggestOptions(
  choices: readonly { readonly value: string; readonly label?: string }[],
): SlackOption[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ value, label }) => ({ text: plain(shortened(label || value, LIMITS.optionText)), value }));
}
