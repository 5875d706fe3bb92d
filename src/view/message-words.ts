import type { Text } from '../base/text.ts';
import type { StepLine, Tone } from './view.ts';

/** What stands before a message's title, in every chat that has pictures for signs. */
export const TONE_SIGNS: Readonly<Record<Tone, string>> = {
  plain: '',
  working: '⏳ ',
  good: '✅ ',
  warning: '⚠️ ',
  bad: '❌ ',
};

/** How a step stands, where no sign says it. */
export const STEP_WORDS: Readonly<Record<StepLine['state'], Text>> = {
  waiting: { en: 'waiting', es: 'en espera' },
  running: { en: 'working', es: 'en curso' },
  done: { en: 'done', es: 'hecho' },
  failed: { en: 'failed', es: 'fallido' },
  undone: { en: 'undone', es: 'deshecho' },
};

/** Says who asked. @param name as the chat writes it */
export function askedBy(name: string): Text {
  return { en: `Asked by ${name}`, es: `Lo pidió ${name}` };
}

/** Said under a message that has its whole text in a file. */
export const REST_IN_FILE: Text = {
  en: 'This does not fit into a message; the file contains all of it.',
  es: 'Esto no cabe en un mensaje; el fichero lo contiene todo.',
};
