import { word } from './dom.ts';
import { say } from './said.ts';

/** How long before its end somebody is told that the session ends, in milliseconds. */
const WARN_MS = 5 * 60_000;

let warning: number | undefined;

/** Warns before the session ends, by what was said last of when that is. */
export function warnBefore(until: Date, name: string): void {
  clearTimeout(warning);
  const inMs = until.getTime() - Date.now() - WARN_MS;
  warning = setTimeout(() => say(word('endsSoon', { name }), 'warning'), Math.max(0, inMs));
}
