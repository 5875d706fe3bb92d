/** Puts in place of everything why there is no console any more, and what to do. */
export function showEnding(title: string, text: string, hint: string): void {
  const notice = document.createElement('main');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  for (const [tag, words] of [
    ['h1', title],
    ['p', text],
    ['p', hint],
  ] as const) {
    const line = document.createElement(tag);
    line.textContent = words;
    notice.append(line);
  }
  document.body.replaceChildren(notice);
  document.body.className = 'notice';
}
