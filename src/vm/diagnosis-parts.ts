import type { Part } from '../view/view.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Why a machine is not as it should be, below its card: the reason, what its console says to it, and what to do. */
export function diagnosisParts({ reason, hint, console }: Diagnosis): readonly Part[] {
  return [{ kind: 'text', text: reason }, ...consoleParts(console), { kind: 'note', text: hint }];
}

function consoleParts(console: string | null): readonly Part[] {
  if (console === null) return [];
  if (console === '') return [SAID_NOTHING];
  return [{ kind: 'code', label: { en: 'Its console says', es: 'Su consola dice' }, text: console }];
}

/** What it said before its last start is another start's. */
const SAID_NOTHING: Part = {
  kind: 'text',
  text: {
    en: 'Its console has said nothing since it was started.',
    es: 'Su consola no ha dicho nada desde que se arrancó.',
  },
};
