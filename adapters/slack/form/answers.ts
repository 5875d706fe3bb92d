import type { UserError } from '../../../src/base/errors.ts';
import { type Locale, say } from '../../../src/base/text.ts';
import type { Command } from '../../../src/command/command.ts';

/** The state of a field's one element, as Slack sends it. */
interface FieldState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[] | null;
}

/** The state of a form, as Slack sends it. */
export interface FormState {
  readonly values?: Readonly<Record<string, Readonly<Record<string, FieldState>>>>;
}

/** What stands in each field of a form, without the blanks around it; fields without anything are left out. */
export function readValues(state: FormState | undefined): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  for (const [name, field] of Object.entries(state?.values ?? {})) {
    const [first] = Object.values(field);
    const value = first?.value ?? first?.selected_option?.value ?? first?.selected_options?.[0]?.value;
    const typed = value?.trim() ?? '';
    if (typed !== '') values.push([name, typed]);
  }
  return Object.fromEntries(values);
}

/** An error at its field; one that is about no field stands at the first. */
export function formErrors(
  { options }: Command,
  { text, hint, option }: Pick<UserError, 'text' | 'hint' | 'option'>,
  locale: Locale,
): Record<string, string> {
  const [first = ''] = Object.keys(options);
  const field = option !== undefined && Object.hasOwn(options, option) ? option : first;
  return { [field]: [text, hint].flatMap((words) => (words ? [say(words, locale)] : [])).join(' ') };
}
