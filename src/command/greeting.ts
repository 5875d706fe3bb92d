import type { Text } from '../base/text.ts';
import { type View, view } from '../view/view.ts';
import { folded } from './alias.ts';
import { NO_LINE } from './decline.ts';
import type { HelpContext } from './help-context.ts';

/** What people say to somebody, and not to a program: it is answered in kind, and with a way to go on. */
const SMALL_TALK: readonly {
  readonly said: readonly string[];
  readonly answer: Text;
  /** Nothing more is to be said to it. */
  readonly isEnd?: true;
}[] = [
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
    isEnd: true,
  },
  {
    said: [NO_LINE, 'cancel', 'cancelar', 'no thanks', 'no gracias'],
    answer: { en: 'Nothing was changed.', es: 'No se ha cambiado nada.' },
    isEnd: true,
  },
];

/** The longest of them, in words. */
const MOST_WORDS = 2;
/** So many commands are shown to whoever has said nothing yet. */
const MOST_EXAMPLES = 3;

/** How many of the first words are a greeting; 0 where they are none. */
export function greetingLength(words: readonly string[]): number {
  for (let length = Math.min(MOST_WORDS, words.length); length > 0; length -= 1)
    if (talkOf(words.slice(0, length))) return length;
  return 0;
}

/** A word as it is compared: people write ¡Hola! and hello, */
export function bare(word: string): string {
  return folded(word).replace(/[^\p{L}\p{N}]/gu, '');
}

function talkOf(words: readonly string[]) {
  const typed = words.map(bare).join(' ');
  return SMALL_TALK.find(({ said }) => said.includes(typed));
}

/** The answer to a greeting, with a hand: some lines that work as they stand. null where these words are none. */
export function greetingView(words: readonly string[], context: HelpContext): View | null {
  const talk = talkOf(words);
  if (!talk) return null;
  const { answer: title, isEnd = false } = talk;
  if (isEnd) return view({ title });
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
