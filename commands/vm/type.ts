import { UserError } from '../../src/base/errors.ts';
import { doing } from '../../src/command/act.ts';
import { command } from '../../src/command/command.ts';
import { choice } from '../../src/command/kind/choice.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { text } from '../../src/command/kind/text.ts';
import { named, positional } from '../../src/command/option.ts';
import { pressKeys } from '../../src/vm/acts.ts';
import { KEYS } from '../../src/vm/keyboard/codes.ts';
import { needOn } from '../../src/vm/keyboard/need-on.ts';
import { LAYOUTS, strokesOf } from '../../src/vm/keyboard/strokes.ts';
import { theMachine } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

/** More than this is a file, and goes over the network. In characters. */
const MOST_CHARACTERS = 500;

const KEYBOARD = {
  en: 'The keyboard layout that the machine expects (us)',
  es: 'La distribución de teclado que espera la máquina (us)',
};

export const type = command({
  path: ['vm', 'type'],
  alias: { es: ['escribir', 'teclear'] },
  within: vmGroup,
  summary: {
    en: 'Type text on a machine’s keyboard, then press Enter',
    es: 'Escribir texto en el teclado de una máquina y pulsar Intro',
  },
  examples: [
    '/vm type web1 "ls -l /etc"',
    '/vm type web1 root --no-enter',
    '/vm type web1 "cat /etc/hosts" --layout es',
  ],
  needs: 'vm:console',
  answer: 'private',
  options: {
    name: theMachine('vm:console'),
    // It may be a password.
    text: positional(
      {
        ...text({ placeholder: 'text', example: 'ls -l', most: MOST_CHARACTERS }),
        severalWords: true,
        secret: true,
      },
      {
        en: 'What to type',
        es: 'Lo que se escribe',
        form: { label: { en: 'Text to type', es: 'Texto que se escribe' } },
        alias: { es: ['texto'] },
      },
    ),
    layout: named(choice(LAYOUTS, { us: 'inglés', es: 'español' }), {
      ...KEYBOARD,
      form: { label: { en: 'Keyboard', es: 'Teclado' }, hint: KEYBOARD },
      alias: { es: ['teclado'] },
    }),
    'no-enter': named(flag(), {
      en: 'Do not press Enter at the end',
      es: 'Sin pulsar Intro al final',
      alias: { es: ['sin-entrar'] },
    }),
  },
  run({ name: vm, text: given, layout = 'us', 'no-enter': noEnter = false }) {
    needOn(vm);
    const typing = strokesOf(given, layout);
    if (!typing.ok) throw noSuchKeys(typing.missing, layout);
    const strokes = noEnter ? typing.strokes : [...typing.strokes, [KEYS.enter]];
    return doing(pressKeys, { vm, strokes });
  },
});

function noSuchKeys(missing: readonly string[], layout: string): UserError {
  const characters = missing.slice(0, 10).join(' ');
  const other = layout === 'us' ? 'es' : 'us';
  return new UserError(
    'bad-argument',
    {
      en: `The keyboard layout ${layout} has no keys for: ${characters}`,
      es: `La distribución de teclado ${layout} no tiene teclas para: ${characters}`,
    },
    {
      en: `Leave them out, or try --layout ${other} if the machine uses that layout.`,
      es: `Omítalos, o pruebe --layout ${other} si la máquina usa esa distribución.`,
    },
    { option: 'text' },
  );
}
