import { type APIModalSubmitInteraction, ComponentType, type ModalSubmitComponent } from 'discord.js';
import { attachmentWord } from '../../../src/command/attached.ts';
import type { Command } from '../../../src/command/command.ts';
import { commandOfForm } from './name.ts';

/** What stands in a form: the fields that hold something, by the names of the options. */
export interface FormAnswers {
  readonly command: Command;
  /** It corrects another one. */
  readonly isAgain: boolean;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads a form that was sent; null where it is none of ours.
 * A value loses the blanks around it, but one of several lines keeps its lines as they are.
 */
export function readForm(
  { data }: Pick<APIModalSubmitInteraction, 'data'>,
  commands: readonly Command[],
): FormAnswers | null {
  const named = commandOfForm(data.custom_id, commands);
  if (!named) return null;
  const { command } = named;
  const fields = data.components.flatMap((part): readonly ModalSubmitComponent[] => {
    if (part.type === ComponentType.Label) return [part.component];
    return part.type === ComponentType.ActionRow ? part.components : [];
  });
  const values = fields.flatMap((field) => {
    const text = textOf(field);
    if (text.trim() === '') return [];
    const option = Object.hasOwn(command.options, field.custom_id)
      ? command.options[field.custom_id]
      : undefined;
    return [[field.custom_id, option?.kind.takesLines ? text : text.trim()] as const];
  });
  return { ...named, values: Object.fromEntries(values) };
}

function textOf(field: ModalSubmitComponent): string {
  switch (field.type) {
    case ComponentType.TextInput:
    case ComponentType.RadioGroup:
      return field.value ?? '';
    case ComponentType.Checkbox:
      return field.value ? 'yes' : '';
    case ComponentType.StringSelect:
      return field.values[0] ?? '';
    case ComponentType.FileUpload:
      return field.values[0] === undefined ? '' : attachmentWord(field.values[0]);
    case ComponentType.UserSelect:
      return field.values[0] === undefined ? '' : `<@${field.values[0]}>`;
    default:
      return '';
  }
}
