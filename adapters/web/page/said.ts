import { byId } from './dom.ts';

/** Says one line in the page's head; each takes the place of the one before. */
export function say(text: string, tone = 'plain'): void {
  const said = byId('said');
  said.textContent = text;
  said.dataset.tone = tone;
}
