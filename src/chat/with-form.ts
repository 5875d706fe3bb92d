import type { Command } from '../command/command.ts';
import { lineOf } from '../command/line.ts';
import type { View } from '../view/view.ts';

export const FILL_IN = { en: 'Fill in a form', es: 'Rellenar un formulario' };

/** An error with a button to the form of a command. */
export function withForm(shown: View, command: Command): View {
  return { ...shown, actions: [{ label: FILL_IN, command: lineOf(command, {}), style: 'primary' }] };
}
