import { byId } from './dom.ts';

/** Keys that phones have not, and what they send (ECMA-48; xterm's control sequences). */
const KEYS: readonly (readonly [name: string, sent: string])[] = [
  ['Esc', '\x1b'],
  ['Tab', '\t'],
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
  ['↑', '\x1b[A'],
  ['↓', '\x1b[B'],
  ['←', '\x1b[D'],
  ['→', '\x1b[C'],
];

/** A row of keys below the serial console, shown where there is no keyboard. */
export function createExtraKeys(send: (text: string) => void, focus: () => void): void {
  const row = byId('keys');
  for (const [name, sent] of KEYS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => {
      send(sent);
      focus();
    });
    row.append(button);
  }
}
