import type { Text } from '../../src/base/text.ts';
import { stateOf } from '../../src/vm/power-words.ts';
import { stallWords } from '../../src/vm/stall.ts';
import type { Stall } from '../../src/vm/vm.ts';

/** Every word of a console's page. `{name}` is the machine's. */
export const WORDS = {
  views: { en: 'Views', es: 'Vistas' },
  screen: { en: 'Screen', es: 'Pantalla' },
  serial: { en: 'Serial', es: 'Serie' },
  both: { en: 'Both', es: 'Ambas' },
  screenTools: { en: 'Screen tools', es: 'Herramientas de la pantalla' },
  serialTools: { en: 'Serial console tools', es: 'Herramientas de la consola serie' },
  extraKeys: { en: 'More keys', es: 'Más teclas' },
  ctrlAltDel: { en: 'Ctrl-Alt-Del', es: 'Ctrl-Alt-Supr' },
  ctrlAltDelHelp: {
    en: 'Press Ctrl, Alt and Delete in the machine',
    es: 'Pulsar Ctrl, Alt y Supr en la máquina',
  },
  typeText: { en: 'Type text …', es: 'Escribir texto …' },
  typeTextHelp: {
    en: 'The text is typed in the machine key by key, as if by hand.',
    es: 'El texto se escribe en la máquina tecla a tecla, como a mano.',
  },
  typeIt: { en: 'Type it', es: 'Escribirlo' },
  cancel: { en: 'Cancel', es: 'Cancelar' },
  layout: { en: 'Keyboard of the machine', es: 'Teclado de la máquina' },
  noKeys: {
    en: 'This keyboard has no keys for: {characters}',
    es: 'Este teclado no tiene teclas para: {characters}',
  },
  typing: { en: 'Typing … {done} of {all}', es: 'Escribiendo … {done} de {all}' },
  fit: { en: 'Fit', es: 'Ajustar' },
  fitHelp: { en: 'Fit the screen into the window', es: 'Ajustar la pantalla a la ventana' },
  full: { en: 'Full screen', es: 'Pantalla completa' },
  fullHelp: { en: 'Use the whole screen; Esc leaves it', es: 'Usar toda la pantalla; Esc para salir' },
  copy: { en: 'Copy', es: 'Copiar' },
  copyHelp: {
    en: 'Copy what is selected, or everything (Ctrl+Shift+C)',
    es: 'Copiar lo seleccionado, o todo (Ctrl+Mayús+C)',
  },
  paste: { en: 'Paste', es: 'Pegar' },
  pasteHelp: { en: 'Type the clipboard (Ctrl+Shift+V)', es: 'Escribir el portapapeles (Ctrl+Mayús+V)' },
  stty: { en: 'Set size', es: 'Ajustar tamaño' },
  sttyHelp: {
    en: 'Type stty, so that the system knows how large this window is',
    es: 'Escribir stty, para que el sistema sepa el tamaño de esta ventana',
  },
  clear: { en: 'Clear', es: 'Limpiar' },
  clearHelp: {
    en: 'Empty this view; this does not affect the machine',
    es: 'Vaciar esta vista; no afecta a la máquina',
  },
  reader: { en: 'Read aloud', es: 'Leer en voz alta' },
  readerHelp: {
    en: 'Make the text available to screen readers',
    es: 'Ofrecer el texto a los lectores de pantalla',
  },
  noScript: {
    en: 'The console needs JavaScript: switch it on for this page.',
    es: 'La consola necesita JavaScript: actívelo para esta página.',
  },
  running: { en: 'running', es: 'en marcha' },
  paused: { en: 'paused', es: 'en pausa' },
  off: { en: 'off', es: 'apagada' },
  crashed: { en: 'crashed', es: 'caída' },
  gone: { en: 'deleted', es: 'borrada' },
  isOff: { en: '{name} is off.', es: '{name} está apagada.' },
  isPaused: { en: '{name} is paused.', es: '{name} está en pausa.' },
  'disk-full': stateOf({ power: 'paused', stall: 'disk-full' }),
  'disk-error': stateOf({ power: 'paused', stall: 'disk-error' }),
  'is-disk-full': stalled('disk-full'),
  'is-disk-error': stalled('disk-error'),
  start: { en: 'Start', es: 'Arrancar' },
  resume: { en: 'Resume', es: 'Reanudar' },
  connecting: { en: 'Connecting …', es: 'Conectando …' },
  lost: { en: 'The connection was lost. Trying again …', es: 'Se ha perdido la conexión. Reintentando …' },
  noScreen: {
    en: 'The screen cannot be opened right now. Trying again …',
    es: 'Ahora mismo no se puede abrir la pantalla. Reintentando …',
  },
  noSerial: {
    en: 'The serial console cannot be opened right now. Trying again …',
    es: 'Ahora mismo no se puede abrir la consola serie. Reintentando …',
  },
  busy: {
    en: 'Another program is using the serial console, such as virsh console. Trying again …',
    es: 'Otro programa está usando la consola serie, por ejemplo virsh console. Reintentando …',
  },
  skipped: {
    en: 'This connection is too slow: {bytes} bytes were left out',
    es: 'Esta conexión es demasiado lenta: se han omitido {bytes} bytes',
  },
  endsSoon: {
    en: 'This session ends in five minutes: ask for a new link with /vm console {name}.',
    es: 'Esta sesión termina en cinco minutos: pida un enlace nuevo con /vm console {name}.',
  },
  over: { en: 'This session is over.', es: 'Esta sesión ha terminado.' },
  overHelp: {
    en: 'Ask for a new link in the chat: /vm console {name}',
    es: 'Pida un enlace nuevo en el chat: /vm console {name}',
  },
  noClipboard: {
    en: 'The browser does not give access to the clipboard: press Ctrl+Shift+V.',
    es: 'El navegador no da acceso al portapapeles: pulse Ctrl+Mayús+V.',
  },
  copied: { en: 'Copied.', es: 'Copiado.' },
  noToken: { en: 'This link is empty.', es: 'Este enlace está vacío.' },
  noTokenHelp: {
    en: 'Ask for a link in the chat: /vm console and the name of your machine.',
    es: 'Pida un enlace en el chat: /vm console y el nombre de su máquina.',
  },
  unreachable: { en: 'labvm does not answer.', es: 'labvm no responde.' },
  unreachableHelp: {
    en: 'Reload this page in a moment.',
    es: 'Recargue esta página dentro de un momento.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type Word = keyof typeof WORDS;

/** As the card says it. */
function stalled(stall: Stall): Text {
  const { reason, hint } = stallWords('{name}', stall);
  return { en: `${reason.en} ${hint.en}`, es: `${reason.es} ${hint.es}` };
}
