import type { Text } from '../base/text.ts';
import { type View, view } from '../view/view.ts';
import { folded } from './alias.ts';
import type { HelpContext } from './help-context.ts';

/** What people say to somebody, and not to a program: it is answered in kind, and with a way to go on. */
const SMALL_TALK: readonly { readonly said: readonly string[]; readonly answer: Text }[] = [
  {
    said: [
      ...['hi', 'hello', 'hey', 'hiya', 'howdy', 'greetings', 'good morning', 'good afternoon'],
      ...['good evening', 'good day', 'hola', 'buenas', 'buenos dias', 'buenas tardes', 'buenas noches'],
      ...['buen dia', 'saludos', 'que tal'],
    ],
    answer: { en: 'Hello! This is labvm.', es: '¡Hola! Soy labvm.' },
  },
  {
    said: ['thanks', 'thank you', 'many thanks', 'thx', 'gracias', 'muchas gracias', 'mil gracias'],
    answer: { en: 'You are welcome.', es: 'De nada.' },
  },
];

/** The longest of them, in words. */
const MOST_WORDS = 2;
/** So many commands are shown to whoever has said nothing yet. */
const MOST_EXAMPLES = 3;

/** How many of the first words are a greeting; 0 where they are none. */
export function greetingLength(words: readonly string[]): number {
  for (let length = Math.min(MOST_WORDS, words.length); length > 0; length -= 1)
    if (answerTo(words.slice(0, length))) return length;
  return 0;
}

/** A word as it is compared: people write ¡Hola! and hello, */
export function bare(word: string): string {
  return folded(word).replace(/[^\p{L}\p{N}]/gu, '');
}

function answerTo(words: readonly string[]): Text | undefined {
  const said = words.map(bare).join(' ');
  return SMALL_TALK.find((talk) => talk.said.includes(said))?.answer;
}

/** The answer to a greeting, with a hand: some lines that work as they stand. null where these words are none. */
export function greetingView(words: readonly string[], context: HelpContext): View | null {
  const title = answerTo(words);
  if (!title) return null;
  const { registry, reachOf } = context;
  const mine = registry.commands.filter(({ needs }) => reachOf(needs) !== null).slice(0, MOST_EXAMPLES);
  const fields = mine.flatMap(({ examples: [line], summary }) =>
    line === undefined ? [] : [{ label: line, value: summary }],
  );
  return view({
    title,
    parts: [
      {
        kind: 'text',
        text: { en: 'Type what is to be done, such as:', es: 'Escriba qué hay que hacer; por ejemplo:' },
      },
      { kind: 'fields', fields },
      { kind: 'note', text: { en: 'All that can be said: /help', es: 'Todo lo que se puede decir: /help' } },
    ],
  });
}
