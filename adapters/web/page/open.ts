import { byId, word } from './dom.ts';

/** What the server says of a link. */
interface Answer {
  readonly path?: string;
  readonly title?: string;
  readonly text?: string;
  readonly hint?: string;
}

function show(title: string, text: string, hint: string): void {
  byId('title').textContent = title;
  byId('text').textContent = text;
  byId('hint').textContent = hint;
}

async function open(): Promise<void> {
  const token = location.hash.slice(1);
  // Neither the address bar nor the history keeps it.
  history.replaceState(null, '', location.pathname);
  if (token === '') return show(word('noToken'), '', word('noTokenHelp'));
  const response = await fetch('api/open', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { path, title = '', text = '', hint = '' }: Answer = await response.json();
  if (path !== undefined) location.replace(path);
  else show(title, text, hint);
}

open().catch(() => show(word('unreachable'), '', word('unreachableHelp')));
