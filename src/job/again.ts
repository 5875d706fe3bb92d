import { type Action, MAX_ACTION_COMMAND, type Part } from '../view/view.ts';
import type { Job } from './job.ts';

/** How what a job did not do is asked for anew, by whoever wants it: with a button, or by what is to be typed. */
export interface TryAgain {
  readonly parts: readonly Part[];
  readonly actions: readonly Action[];
}

const NOTHING: TryAgain = { parts: [], actions: [] };

/** @param of names it where a message has several that can be tried again */
export function tryAgain({ state, again }: Job, of?: string): TryAgain {
  if (state !== 'failed' || !again) return NOTHING;
  const { line, isWhole } = again;
  if (!isWhole) return { parts: [note(secretLeftOut(line))], actions: [] };
  if (line.length > MAX_ACTION_COMMAND) return { parts: [note(byHand(line))], actions: [] };
  const label =
    of === undefined ? { en: 'Retry', es: 'Reintentar' } : { en: `Retry ${of}`, es: `Reintentar ${of}` };
  return { parts: [], actions: [{ label, command: line, style: 'primary' }] };
}

function note(text: { en: string; es: string }): Part {
  return { kind: 'note', text };
}

function byHand(line: string) {
  return { en: `To try again, type: ${line}`, es: `Para reintentarlo, escriba: ${line}` };
}

/** It was a secret, or held one: nobody has it but whoever typed it. */
function secretLeftOut(line: string) {
  return {
    en: `To try again, type it with what labvm has not kept in the place of “…”: ${line}`,
    es: `Para reintentarlo, escríbalo con lo que labvm no ha guardado en lugar de «…»: ${line}`,
  };
}
