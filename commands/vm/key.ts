import { doing } from '../../src/command/act.ts';
import { command } from '../../src/command/command.ts';
import type { OptionKind } from '../../src/command/option.ts';
import { positional } from '../../src/command/option.ts';
import { shown } from '../../src/command/shown.ts';
import { pressKeys } from '../../src/vm/acts.ts';
import { needOn } from '../../src/vm/keyboard/need-on.ts';
import { COMMON_CHORDS, chordOf, type Stroke } from '../../src/vm/keyboard/strokes.ts';
import { theMachine } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

/** The most keys that are pressed together (libvirt: VIR_DOMAIN_SEND_KEY_MAX_KEYS). */
const MOST_KEYS = 16;

export const pressKey = command({
  path: ['vm', 'key'],
  alias: { es: ['tecla'] },
  within: vmGroup,
  summary: {
    en: 'Press keys on a machine’s keyboard, such as ctrl-alt-del',
    es: 'Pulsar teclas en el teclado de una máquina, como ctrl-alt-del',
  },
  examples: ['/vm key web1 ctrl-alt-del', '/vm key web1 enter'],
  needs: 'vm:console',
  answer: 'private',
  options: {
    name: theMachine('vm:console'),
    keys: positional(chord(), {
      en: 'The keys, joined by dashes',
      es: 'Las teclas, unidas con guiones',
      form: {
        label: { en: 'Keys', es: 'Teclas' },
        hint: {
          en: 'Pressed together, joined by dashes',
          es: 'Las que se pulsan a la vez, unidas con guiones',
        },
      },
      alias: { es: ['teclas'] },
    }),
  },
  run({ name: vm, keys }) {
    needOn(vm);
    return doing(pressKeys, { vm, strokes: [keys] });
  },
});

function chord(): OptionKind<Stroke> {
  return {
    placeholder: 'keys',
    example: 'ctrl-alt-del',
    type: 'string',
    parse(word) {
      const found = chordOf(word);
      if (found.ok && found.stroke.length <= MOST_KEYS) return { ok: true, value: found.stroke };
      const problem = found.ok
        ? { en: `are more than ${MOST_KEYS} keys`, es: `son más de ${MOST_KEYS} teclas` }
        : {
            en: `has no key called “${shown(found.unknown)}”`,
            es: `no tiene ninguna tecla llamada «${shown(found.unknown)}»`,
          };
      return {
        ok: false,
        problem,
        hint: {
          en: `For example ${COMMON_CHORDS.join(', ')}. To type text, use /vm type.`,
          es: `Por ejemplo ${COMMON_CHORDS.join(', ')}. Para escribir texto, use /vm type.`,
        },
      };
    },
    complete: async (prefix) =>
      COMMON_CHORDS.filter((word) => word.startsWith(prefix.toLowerCase())).map((value) => ({ value })),
  };
}
