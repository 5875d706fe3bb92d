import type { APIChatInputApplicationCommandInteraction } from 'discord.js';
import { formValues } from '../../../src/chat/form-values.ts';
import type { Command } from '../../../src/command/command.ts';
import { lineOf } from '../../../src/command/line.ts';
import { ANY_LINE } from '../any-line.ts';
import type { Act } from './act.ts';
import { askedOf, commandOf } from './asked.ts';
import { basisOf } from './basis.ts';

/**
 * A slash command, as the line that says the same; `/labvm` says its line itself.
 * @throws UserError where a value can stand in no line
 */
export function actOfCommand(
  interaction: APIChatInputApplicationCommandInteraction,
  commands: readonly Command[],
): Act {
  return { ...basisOf(interaction), line: lineOfCommand(interaction, commands) };
}

function lineOfCommand(
  { data }: APIChatInputApplicationCommandInteraction,
  commands: readonly Command[],
): string {
  const asked = askedOf(data);
  const values = Object.fromEntries(asked.given.map(({ name, value }) => [name, value]));
  const command = commandOf(commands, asked);
  if (command) return lineOf(command, formValues(command, values));
  if (data.name === ANY_LINE.name) return String(values[ANY_LINE.option] ?? '');
  // Of an older labvm: whoever reads the line says what there is instead.
  return `/${asked.path.join(' ')}`;
}
