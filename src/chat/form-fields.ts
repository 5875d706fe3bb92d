import { type Locale, say, type Text, type Words } from '../base/text.ts';
import type { Choice, Option } from '../command/option.ts';

/** So many choices are seen at a glance, and all shown at once; among more one searches. */
export const FEW_CHOICES = 10;

/** What stands above an option's field in a form. */
export function labelOf({ form, summary }: Pick<Option<unknown>, 'form' | 'summary'>): Words {
  return form?.label ?? summary;
}

/** What stands beside the field, in the reader's language; null where its label says all. */
export function hintOf({ form }: Pick<Option<unknown>, 'form'>, locale: Locale): string | null {
  return form?.hint ? say(form.hint, locale) : null;
}

const FOR_EXAMPLE: Text = { en: 'For example', es: 'Por ejemplo' };

/** What stands in the field while it is empty: a value as it is filled in, without quotation marks. */
export function exampleOf({ kind }: Pick<Option<unknown>, 'kind'>, locale: Locale): string | null {
  return kind.example === '' ? null : `${say(FOR_EXAMPLE, locale)}: ${kind.example}`;
}

/** The choices of a kind that has few, as they are called in this language; null where it has none, or many. */
export function fewChoicesOf(
  { kind }: Pick<Option<unknown>, 'kind'>,
  locale: Locale,
): readonly Choice[] | null {
  const { choices = [], choiceNames = {} } = kind;
  if (choices.length === 0 || choices.length > FEW_CHOICES) return null;
  return choices.map((value) => {
    const named = Object.hasOwn(choiceNames, value) ? choiceNames[value] : undefined;
    return named ? { value, label: say(named, locale) } : { value };
  });
}
