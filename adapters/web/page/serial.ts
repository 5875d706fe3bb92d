import type { SerialMessage } from '../protocol.ts';
import { createConnection } from './connection.ts';
import { byId, word } from './dom.ts';
import { createExtraKeys } from './extra-keys.ts';
import { createSerialPlace } from './serial-place.ts';
import { createSerialTools } from './serial-tools.ts';
import { openTerminal } from './terminal.ts';

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

/** The most that is sent at once, in bytes: far below what the server takes. */
const MOST_BYTES = 16 * 1024;

export function createSerial({ onShown, onLost, onOver, say }: SerialOptions): Serial {
  const surface = byId('serial');
  const place = createSerialPlace();
  let socket: WebSocket | null = null;
  // Of several who look, the one who is at it answers what the guest asks of its terminal.
  const { terminal, fit } = openTerminal(surface, () => document.hasFocus() && !place.isOld);
  const encoder = new TextEncoder();

  function send(text: string): void {
    const bytes = encoder.encode(text);
    for (let from = 0; from < bytes.length; from += MOST_BYTES) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(bytes.subarray(from, from + MOST_BYTES));
    }
  }

  function hear(message: SerialMessage): void {
    if (message.kind === 'skipped') {
      const text = word('skipped', { bytes: message.bytes.toLocaleString(document.documentElement.lang) });
      terminal.write(`\r\n\x1b[0;2m[${text}]\x1b[0m\r\n`);
    } else if (!place.heard(message)) terminal.reset();
  }

  const connection = createConnection({
    address: () => (place.seen === null ? 'serial' : `serial?from=${place.seen}`),
    onSocket(mine) {
      socket = mine;
      mine.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
        if (typeof data === 'string') {
          hear(JSON.parse(data));
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

  terminal.onData(send);
  terminal.onBinary((text) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    if (socket?.readyState === WebSocket.OPEN) socket.send(bytes);
  });
  createSerialTools(terminal, send, say);
  createExtraKeys(send, () => terminal.focus());

  return {
    on: () => connection.want(),
    off: () => connection.rest(),
    focus: () => terminal.focus(),
    fit,
  };
}
