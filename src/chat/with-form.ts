import { withoutCall } from '../command/parse.ts';
import { tokenize } from '../command/tokenize.ts';
import type { View } from '../view/view.ts';

const FILL_IN = { en: 'Fill in a form', es: 'Rellenar un formulario' };

/** An error with a button to the form of the command that was typed. */
export function withForm(shown: View, line: string): View {
  const words = withoutCall(tokenize(line)).map(({ text }) => text);
  const command = `/${words.slice(0, 2).join(' ')}`;
  return { ...shown, actions: [{ label: FILL_IN, command, style: 'primary' }] };
}
