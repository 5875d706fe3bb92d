import { byId, word } from './dom.ts';

/** What the server says of a link. */
type Answer =
  /** The console's address, and its page, where that could be made. */
  | { readonly path: string; readonly page?: string }
  | { readonly path?: never; readonly title?: string; readonly text?: string; readonly hint?: string };

/** On its way while the server looks at the link. */
const coming = import('./show-console.ts');
coming.catch(() => undefined);

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
  const answer: Answer = await response.json();
  if (answer.path === undefined) {
    const { title = '', text = '', hint = '' } = answer;
    return show(title, text, hint);
  }
  await enter(answer.path, answer.page);
}

/** Goes on as the console's page, without loading it: everything that it loads is here already. */
async function enter(path: string, page: string | undefined): Promise<void> {
  const parts = page === undefined ? null : await coming.catch(() => null);
  if (page === undefined || !parts) return location.replace(path);
  history.replaceState(null, '', path);
  become(page);
  parts.showConsole();
}

/** Takes on another page of ours. Scripts in it are not run, and its styles are this one's. */
function become(page: string): void {
  const { body, title, documentElement } = new DOMParser().parseFromString(page, 'text/html');
  // The policy is that of the answer that brought this page, and names its nonce.
  body.dataset.styleNonce = document.body.dataset.styleNonce ?? '';
  document.documentElement.lang = documentElement.lang;
  document.title = title;
  document.body.replaceWith(document.adoptNode(body));
}

const begin = () => void open().catch(() => show(word('unreachable'), '', word('unreachableHelp')));
begin();
// Another link in the same tab is no other page to the browser.
addEventListener('hashchange', begin);
