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
  undone: { en: 'put back', es: 'deshecho' },
};

/** Says who asked. @param name as the chat writes it */
export function askedBy(name: string): Text {
  return { en: `Asked by ${name}`, es: `Lo pidió ${name}` };
}

/** Said under a message that has its whole text in a file. */
export const REST_IN_FILE: Text = {
  en: 'There is more than fits into a message: all of it is in the file.',
  es: 'Hay más de lo que cabe en un mensaje: está todo en el archivo.',
};
