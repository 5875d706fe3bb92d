import type { SerialMessage } from '../protocol.ts';
import { createConnection } from './connection.ts';
import { byId, onPress, word } from './dom.ts';
import { createExtraKeys } from './extra-keys.ts';
import { createSerialPlace, type SerialPlace } from './serial-place.ts';
import { type GuestTerminal, openTerminal } from './terminal.ts';

type Terminal = GuestTerminal['terminal'];

/** The machine's serial console on the page. */
export interface Serial {
  on(): void;
  off(): void;
  focus(): void;
  fit(): void;
}

export interface SerialOptions {
  readonly onShown: () => void;
  readonly onLost: (reason: string) => void;
  readonly onOver: () => void;
  readonly say: (text: string) => void;
}

export function createSerial({ onShown, onLost, onOver, say }: SerialOptions): Serial {
  const surface = byId('serial');
  const place = createSerialPlace();
  const sender = createSender();
  // Of several who look, the one who is at it answers what the guest asks of its terminal.
  const { terminal, fit } = openTerminal(surface, () => document.hasFocus() && !place.isOld);
  const connection = createConnection({
    address: () => (place.seen === null ? 'serial' : `serial?from=${place.seen}`),
    onSocket(mine) {
      sender.to(mine);
      mine.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
        if (typeof data === 'string') {
          hear(JSON.parse(data), terminal, place);
          surface.dataset.connected = 'yes';
          onShown();
          return;
        }
        place.came(data.byteLength);
        terminal.write(new Uint8Array(data), () => place.drawn(data.byteLength));
      });
      mine.addEventListener('close', () => {
        delete surface.dataset.connected;
      });
    },
    onLost: (_code, reason) => onLost(reason),
    onOver,
  });
  terminal.onData(sender.text);
  terminal.onBinary(sender.binary);
  listenForCopying(terminal, say);
  listenForButtons(terminal, sender.text);
  createExtraKeys(sender.text, () => terminal.focus());
  return {
    on: () => connection.want(),
    off: () => connection.rest(),
    focus: () => terminal.focus(),
    fit,
  };
}

function hear(message: SerialMessage, terminal: Terminal, place: SerialPlace): void {
  if (message.kind === 'skipped') {
    const text = word('skipped', { bytes: message.bytes.toLocaleString(document.documentElement.lang) });
    terminal.write(`\r\n\x1b[0;2m[${text}]\x1b[0m\r\n`);
  } else if (!place.heard(message)) terminal.reset();
}

/** What is typed, on its way to the machine. */
interface Sender {
  to(socket: WebSocket): void;
  text(text: string): void;
  /** @param text a byte a character */
  binary(text: string): void;
}

/** The most that is sent at once, in bytes: far below what the server takes. */
const MOST_BYTES = 16 * 1024;

function createSender(): Sender {
  let socket: WebSocket | null = null;
  const encoder = new TextEncoder();
  function send(bytes: Uint8Array<ArrayBuffer>): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(bytes);
  }
  return {
    to(mine) {
      socket = mine;
    },
    text(text) {
      const bytes = encoder.encode(text);
      for (let from = 0; from < bytes.length; from += MOST_BYTES)
        send(bytes.subarray(from, from + MOST_BYTES));
    },
    binary: (text) => send(Uint8Array.from(text, (character) => character.charCodeAt(0))),
  };
}

/** Copying and pasting, by keys and by buttons. */
function listenForCopying(terminal: Terminal, say: SerialOptions['say']): void {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true;
    if (event.code === 'KeyC') void copy();
    else if (event.code === 'KeyV') return false;
    else return true;
    event.preventDefault();
    return false;
  });

  async function copy(): Promise<void> {
    const isSelected = terminal.hasSelection();
    if (!isSelected) terminal.selectAll();
    const text = terminal.getSelection();
    if (!isSelected) terminal.clearSelection();
    await navigator.clipboard.writeText(text.trimEnd());
    say(word('copied'));
  }

  async function paste(): Promise<void> {
    try {
      terminal.paste(await navigator.clipboard.readText());
    } catch {
      say(word('noClipboard'));
    }
    terminal.focus();
  }

  onPress('copy', () => void copy().catch(() => say(word('noClipboard'))));
  onPress('paste', () => void paste());
}

function listenForButtons(terminal: Terminal, send: Sender['text']): void {
  onPress('stty', () => {
    send(`stty rows ${terminal.rows} cols ${terminal.cols}\r`);
    terminal.focus();
  });
  onPress('clear', () => {
    terminal.clear();
    terminal.focus();
  });
  onPress('reader', () => {
    terminal.options.screenReaderMode = !terminal.options.screenReaderMode;
    byId('reader').setAttribute('aria-pressed', String(terminal.options.screenReaderMode));
  });
}
