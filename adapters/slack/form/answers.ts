import type { UserError } from '../../../src/base/errors.ts';
import { type Locale, say } from '../../../src/base/text.ts';
import { inForm } from '../../../src/chat/form-error.ts';
import { attachmentWord, isAttachmentWord } from '../../../src/command/attached.ts';
import type { Command } from '../../../src/command/command.ts';
import { fileField, optionOfFileField } from './file-field.ts';

/** A file that was attached in a form, as far as labvm reads of it (docs.slack.dev, file object). */
export interface UploadedFile {
  readonly id: string;
  readonly name?: string | null;
  /** In bytes. */
  readonly size?: number;
  readonly url_private_download?: string;
}

/** The state of a field's one element, as Slack sends it. */
interface FieldState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[] | null;
  readonly selected_user?: string | null;
  readonly files?: readonly UploadedFile[] | null;
}

/** The state of a form, as Slack sends it. */
export interface FormState {
  readonly values?: Readonly<Record<string, Readonly<Record<string, FieldState>>>>;
}

/** What stands in each field of a form, without the blanks around it; fields without anything are left out. */
export function readValues(state: FormState | undefined): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  for (const [name, field] of fieldsIn(state)) {
    const typed = textOf(field)?.trim() ?? '';
    if (typed !== '') values.push([optionOfFileField(name) ?? name, typed]);
  }
  return Object.fromEntries(values);
}

/** Every file that was attached. */
export function filesIn(state: FormState | undefined): readonly UploadedFile[] {
  return fieldsIn(state).flatMap(([, { files }]) => files ?? []);
}

/** The option that was both pasted and attached, which says two things; null where there is none. */
export function givenTwice(state: FormState | undefined): string | null {
  const filled = fieldsIn(state).flatMap(([name, field]) =>
    (textOf(field)?.trim() ?? '') === '' ? [] : [name],
  );
  return filled.find((name) => filled.includes(fileField(name))) ?? null;
}

function fieldsIn(state: FormState | undefined): readonly (readonly [string, FieldState])[] {
  return Object.entries(state?.values ?? {}).map(([name, field]) => [name, Object.values(field)[0] ?? {}]);
}

function textOf({
  value,
  selected_option: one,
  selected_options: some,
  selected_user: user,
  files,
}: FieldState): string | undefined {
  if (user) return `@${user}`;
  const [file] = files ?? [];
  return file ? attachmentWord(file.id) : (value ?? one?.value ?? some?.[0]?.value);
}

/**
 * An error at its field, in a form's words; one that is about no field stands at the first.
 * @param values what was filled in: of an option that may be attached too, whichever field was used
 */
export function formErrors(
  command: Command,
  error: Pick<UserError, 'code' | 'text' | 'hint' | 'option'>,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { options } = command;
  const [first = ''] = Object.keys(options);
  const { option } = error;
  const own = option !== undefined && Object.hasOwn(options, option) ? option : undefined;
  const { text, hint } = inForm(error, command, own);
  const said = [text, hint].flatMap((words) => (words ? [say(words, locale)] : [])).join(' ');
  return { [own === undefined ? first : fieldOf(own, command, values)]: said };
}

function fieldOf(name: string, { options }: Command, values: Readonly<Record<string, string>>): string {
  const isAttached = Object.hasOwn(values, name) && isAttachmentWord(values[name] ?? '');
  return isAttached && options[name]?.kind.takesLines ? fileField(name) : name;
}
