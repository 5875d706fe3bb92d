import { join, type Text } from '../../base/text.ts';
import { lineFor } from '../../command/line.ts';
import { type Action, type View, view } from '../../view/view.ts';
import { SET_CLOCK } from '../clock-words.ts';
import type { VmChange } from '../ports/changes.ts';
import { type StallWords, stallWords } from '../stall.ts';

type Reason = VmChange['reason'];

const SENTENCES: Readonly<Record<Reason, (name: string) => Text>> = {
  booted: (name) => ({ en: `${name} was switched on.`, es: `${name} se ha encendido.` }),
  shutdown: (name) => ({
    en: `${name} shut itself down.`,
    es: `${name} se ha apagado por sí misma.`,
  }),
  destroyed: (name) => ({
    en: `${name} was switched off by force from outside labvm.`,
    es: `${name} se ha apagado a la fuerza desde fuera de labvm.`,
  }),
  crashed: (name) => ({
    en: `${name} has crashed: its system failed.`,
    es: `${name} se ha caído: su sistema ha fallado.`,
  }),
  failed: (name) => ({
    en: `${name} went off because its emulator ended unexpectedly.`,
    es: `${name} se ha apagado porque su emulador ha terminado de forma inesperada.`,
  }),
  'disk-full': (name) => stallWords(name, 'disk-full').change,
  'disk-error': (name) => stallWords(name, 'disk-error').change,
  paused: (name) => ({
    en: `${name} was paused from outside labvm.`,
    es: `${name} se ha puesto en pausa desde fuera de labvm.`,
  }),
  resumed: (name) => ({
    en: `${name} is running again after a pause.`,
    es: `${name} vuelve a estar en marcha tras una pausa.`,
  }),
  removed: (name) => ({
    en: `${name} was removed from outside labvm.`,
    es: `${name} se ha borrado desde fuera de labvm.`,
  }),
  created: (name) => ({
    en: `${name} was defined from outside labvm.`,
    es: `${name} se ha definido desde fuera de labvm.`,
  }),
  'handed-over': (name) => ({ en: `${name} has a new owner.`, es: `${name} tiene un nuevo dueño.` }),
  unknown: (name) => ({ en: `${name} has changed its state.`, es: `${name} ha cambiado de estado.` }),
};

const MISSED: Text = {
  en: '(Noticed after the connection to the host had been lost.)',
  es: '(Detectado tras perderse la conexión con el anfitrión.)',
};

/** A change that nobody asked for, as a message with what can be done about it. */
export function noticeView(change: VmChange): View {
  const sentence = SENTENCES[change.reason](change.name);
  return view({
    tone: toneOf(change),
    parts: [
      { kind: 'text', text: change.missed ? join([sentence, MISSED], ' ') : sentence },
      ...notesOf(change).map((text) => ({ kind: 'note' as const, text })),
    ],
    actions: actionsOf(change),
  });
}

/** What helps, or what else to know. */
function notesOf(change: VmChange): readonly Text[] {
  if (change.reason === 'resumed') return [CLOCK];
  const stall = stallOf(change);
  return stall ? [stall.hint] : [];
}

/** Who resumed it from outside may have seen to its clock, or not. */
const CLOCK: Text = {
  en: `Its clock stood still in the meantime, and labvm has not set it. If it is slow, run this inside as root (Linux): ${SET_CLOCK}`,
  es: `Su reloj estuvo parado mientras tanto, y labvm no lo ha puesto en hora. Si va atrasado, ejecute dentro como root (Linux): ${SET_CLOCK}`,
};

function stallOf({ name, reason }: VmChange): StallWords | null {
  return reason === 'disk-full' || reason === 'disk-error' ? stallWords(name, reason) : null;
}

function toneOf(change: VmChange): View['tone'] {
  if (change.after === 'crashed' || change.reason === 'failed' || stallOf(change)) return 'bad';
  return change.after === 'running' ? 'plain' : 'warning';
}

function actionsOf({ name, after }: VmChange): readonly Action[] {
  switch (after) {
    case 'off':
      return [
        { label: { en: 'Start', es: 'Arrancar' }, command: lineFor('vm start', [name]), style: 'primary' },
        { label: { en: 'Log', es: 'Registro' }, command: lineFor('vm log', [name]), style: 'plain' },
      ];
    case 'crashed':
      return [
        {
          label: { en: 'Restart', es: 'Reiniciar' },
          command: lineFor('vm restart', [name]),
          style: 'primary',
        },
        { label: { en: 'Log', es: 'Registro' }, command: lineFor('vm log', [name]), style: 'plain' },
      ];
    case 'paused':
      return [
        { label: { en: 'Resume', es: 'Reanudar' }, command: lineFor('vm resume', [name]), style: 'primary' },
      ];
    default:
      return [];
  }
}
