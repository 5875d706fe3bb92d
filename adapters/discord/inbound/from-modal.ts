import type { APIModalSubmitInteraction } from 'discord.js';
import { formValues } from '../../../src/chat/form-values.ts';
import type { Command } from '../../../src/command/command.ts';
import { lineOf } from '../../../src/command/line.ts';
import { readForm } from '../form/index.ts';
import type { Act } from './act.ts';
import { basisOf, inPlace } from './basis.ts';

/**
 * A form that was sent, as the line that says the same; null where it is none of ours.
 * @throws UserError where a value can stand in no line
 */
export function actOfModal(interaction: APIModalSubmitInteraction, commands: readonly Command[]): Act | null {
  const form = readForm(interaction, commands);
  if (!form) return null;
  const { command, values, isAgain } = form;
  const line = lineOf(command, formValues(command, values));
  return { ...inPlace(basisOf(interaction), isAgain), line, filledIn: values };
}
