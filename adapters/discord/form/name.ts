import type { Command } from '../../../src/command/command.ts';

const FIRST = 'form /';
const AGAIN = 'form again /';

/**
 * A form's `custom_id`: it names the command, so that the form works whichever process reads it.
 * @param isAgain it corrects another one, and its answer takes the place of what said so
 */
export function formName({ path }: Pick<Command, 'path'>, isAgain: boolean): string {
  return `${isAgain ? AGAIN : FIRST}${path.join(' ')}`;
}

/** The command whose form bears this name; null where it is none of ours. */
export function commandOfForm(
  name: string,
  commands: readonly Command[],
): { readonly command: Command; readonly isAgain: boolean } | null {
  const isAgain = name.startsWith(AGAIN);
  const command = commands.find((one) => formName(one, isAgain) === name);
  return command ? { command, isAgain } : null;
}
