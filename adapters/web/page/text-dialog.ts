import type { LayoutName } from '../../../src/vm/keyboard/strokes.ts';
import { byId, maybe, onPress, word } from './dom.ts';
import { type PressKey, typeText } from './typing.ts';

/** Asks for a text and types it at the screen: no clipboard of the browser's reaches into a machine. */
export function createTextDialog(press: PressKey, onDone: () => void): void {
  const dialog = maybe<HTMLDialogElement>('text-dialog');
  if (!dialog) return;
  const input = byId<HTMLTextAreaElement>('text-input');
  const layout = byId<HTMLSelectElement>('text-layout');
  const problem = byId('text-problem');
  const send = byId<HTMLButtonElement>('text-send');
  let typing: AbortController | null = null;

  layout.value = navigator.language.startsWith('es') ? 'es' : 'us';
  onPress('type-text', () => {
    problem.textContent = '';
    dialog.showModal();
    input.focus();
  });
  onPress('text-cancel', () => dialog.close());
  dialog.addEventListener('close', () => {
    typing?.abort();
    // What was typed may be a password.
    input.value = '';
    onDone();
  });
  send.addEventListener('click', async () => {
    if (typing) return;
    typing = new AbortController();
    send.disabled = true;
    const tell = (done: number, all: number) => {
      problem.textContent = word('typing', { done: String(done), all: String(all) });
    };
    const typed = await typeText(input.value, layout.value as LayoutName, press, tell, typing.signal);
    typing = null;
    send.disabled = false;
    if (typed.ok) return dialog.close();
    problem.textContent = word('noKeys', { characters: typed.missing.slice(0, 20).join(' ') });
  });
}
