import { WORDS, type Word } from '../page-words.ts';

/** An element of our own page. @throws if it is not there: then page and script are not of the same labvm */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found as T;
}

/** The same where it may be missing. */
export function maybe<T extends HTMLElement = HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

/** A word of the page in its language, with what belongs into it. */
export function word(key: Word, values: Readonly<Record<string, string>> = {}): string {
  // Asked each time: a link's page is in the browser's language, and becomes one in its asker's.
  const locale = document.documentElement.lang === 'es' ? 'es' : 'en';
  return WORDS[key][locale].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Calls when something is pressed, if it is there. */
export function onPress(id: string, act: () => void): void {
  maybe(id)?.addEventListener('click', act);
}
