import type { Terminal } from '@xterm/xterm';
import { byId, onPress, word } from './dom.ts';

/**
 * The buttons and keys beside the serial console: clipboard, size, an empty view, text for screen readers.
 * @param send what the machine is told
 * @param say what the person is told
 */
export function createSerialTools(
  terminal: Terminal,
  send: (text: string) => void,
  say: (text: string) => void,
): void {
  const tellCopied = () => {
    copy(terminal)
      .then(() => say(word('copied')))
      .catch(() => say(word('noClipboard')));
  };
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey) return true;
    if (event.code === 'KeyC') tellCopied();
    else if (event.code === 'KeyV') return false;
    else return true;
    event.preventDefault();
    return false;
  });
  onPress('copy', tellCopied);
  onPress('paste', () => void paste(terminal, () => say(word('noClipboard'))));
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

/** Copies what is selected, or everything. */
async function copy(terminal: Terminal): Promise<void> {
  const isSelected = terminal.hasSelection();
  if (!isSelected) terminal.selectAll();
  const text = terminal.getSelection();
  if (!isSelected) terminal.clearSelection();
  await navigator.clipboard.writeText(text.trimEnd());
}

/** Types the clipboard. @param onRefused the browser does not give it */
async function paste(terminal: Terminal, onRefused: () => void): Promise<void> {
  try {
    terminal.paste(await navigator.clipboard.readText());
  } catch {
    onRefused();
  }
  terminal.focus();
}
