import type { APIModalSubmitInteraction } from 'discord.js';
import type { Command } from '../../../src/command/command.ts';
import { readForm } from '../form/index.ts';
import type { Act } from './act.ts';
import { basisOf } from './basis.ts';
import { lineOf } from './line.ts';

/**
 * A form that was sent, as the line that says the same; null where it is none of ours.
 * @throws UserError where a value can stand in no line
 */
export function actOfModal(interaction: APIModalSubmitInteraction, commands: readonly Command[]): Act | null {
  const form = readForm(interaction, commands);
  return form ? { ...basisOf(interaction), line: lineOf(form.command, form.values) } : null;
}
