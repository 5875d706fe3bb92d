import type { Command } from '../../../src/command/command.ts';

/** What the button to a form says of it. */
export interface NamedForm {
  /** The interaction with which it was filled in. */
  readonly id: string;
  readonly command: Command;
  /** What of it can be said openly, as a line: all that another process knows of it. */
  readonly line: string;
}

const NAME = /^form (\d{1,20}) (\/.*)$/su;

/** The `custom_id` of a button that opens a form with what was given for it. */
export function formButton(id: string, line: string): string {
  return `form ${id} ${line}`;
}

/** The form that a button is for; null where it is no such button. */
export function namedForm(name: string, commands: readonly Command[]): NamedForm | null {
  const [, id, line] = NAME.exec(name) ?? [];
  if (id === undefined || line === undefined) return null;
  const isFor = ({ path }: Command) =>
    line === `/${path.join(' ')}` || line.startsWith(`/${path.join(' ')} `);
  const command = commands.find(isFor);
  return command ? { id, command, line } : null;
}
