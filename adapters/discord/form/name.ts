import type { Command } from '../../../src/command/command.ts';

const PREFIX = 'form /';

/** A form's `custom_id`: it names the command, so that the form works whichever process reads it. */
export function formName({ path }: Pick<Command, 'path'>): string {
  return `${PREFIX}${path.join(' ')}`;
}

/** The command whose form bears this name; null where it is none of ours. */
export function commandOfForm(name: string, commands: readonly Command[]): Command | null {
  return commands.find((command) => formName(command) === name) ?? null;
}
