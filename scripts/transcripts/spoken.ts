import type { Locale } from '../../src/base/text.ts';

/** What people say, in their language. */
export interface Spoken {
  readonly person: string;
  /** The tag that chats know their language by. */
  readonly tag: string;
  readonly greeting: string;
  readonly yes: string;
  /** Headings of a transcript. */
  readonly words: Readonly<
    Record<'at' | 'keeper' | 'later' | 'alone' | 'press' | 'direct' | 'asked', string>
  >;
  readonly intro: (chat: string) => string;
}

export const SPOKEN: Readonly<Record<Locale, Spoken>> = {
  en: {
    person: 'Ana',
    tag: 'en-US',
    greeting: 'hello',
    yes: 'y',
    words: {
      at: 'in',
      keeper: 'The service says to whoever keeps it:',
      later: 'The same message, a moment later:',
      alone: 'to Ana alone',
      press: 'presses',
      direct: 'in a direct message',
      asked: 'It is asked first:',
    },
    intro: (chat) =>
      `# labvm in ${chat}\n\nMade by \`npm run transcripts\` from a real run: real libvirt, a real machine. What differs from run to run stands as \`‹…›\`.`,
  },
  es: {
    person: 'Berta',
    tag: 'es-ES',
    greeting: 'hola',
    yes: 's',
    words: {
      at: 'en',
      keeper: 'El servicio dice a quien lo mantiene:',
      later: 'El mismo mensaje, un momento después:',
      alone: 'solo a Berta',
      press: 'pulsa',
      direct: 'en un mensaje directo',
      asked: 'Antes se pregunta:',
    },
    intro: (chat) =>
      `# labvm en ${chat}\n\nHecho con \`npm run transcripts\` a partir de una ejecución real: libvirt real, una máquina real. Lo que cambia de una vez a otra aparece como \`‹…›\`.`,
  },
};
