import { withoutPrivateKey } from '../access/private-key.ts';
import { lineOf } from './line.ts';
import type { OptionKind } from './option.ts';
import { type ParsedLine, ParseError, parseLine } from './parse.ts';
import type { Registry } from './registry.ts';
import { beginning } from './shown.ts';
import { MAX_LINE } from './tokenize.ts';

/** The most of a line that the audit keeps, in UTF-16 units. */
const MAX_KEPT_LINE = 1000;

/** A first word that may be written down: as commands are called, and too short to be a piece of a key. */
const SAYABLE = /^[/@]?\p{L}[\p{L}-]{0,15}:?$/u;

/** A line as it may be written down: its options as they were read, without what is secret. */
export function keptLine(line: ParsedLine): string {
  return beginning(written(line, keptValues(line)), MAX_KEPT_LINE);
}

/** The line that says the same to another process; null where it would write a secret down. */
export function resumableLine(line: ParsedLine): string | null {
  const kept = keptValues(line);
  if (Object.entries(line.given).some(([name, word]) => kept[name] !== word)) return null;
  const whole = written(line, line.given);
  return whole.length > MAX_LINE ? null : whole;
}

/** Whether a typed line may be written down as it was typed: it was read, and nothing in it is secret. */
export function mayBeKept(line: string, registry: Registry): boolean {
  try {
    const read = parseLine(line, registry);
    return !read.isCut && resumableLine(read) !== null;
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}

/** Of a line that was not read nobody knows what in it is secret: its first word, and how long it is. */
export function unreadLine(line: string): string {
  return `${firstWord(line)} (${line.length} characters)`;
}

/** The first word of a line, if it may be written down. */
export function firstWord(line: string): string {
  const [first = ''] = line.trim().split(/\s/, 1);
  return SAYABLE.test(first) ? first : '…';
}

function written({ command, confirmed }: ParsedLine, given: ParsedLine['given']): string {
  return lineOf(command, given, confirmed ? ['--yes'] : []);
}

function keptValues({ command: { options }, given }: ParsedLine): ParsedLine['given'] {
  const kept = Object.entries(given).map(
    ([name, word]) => [name, keptWord(options[name]?.kind, word)] as const,
  );
  return Object.fromEntries(kept);
}

/** Private keys are pasted anywhere. */
function keptWord(kind: OptionKind<unknown> | undefined, word: string): string {
  if (kind?.secret) return '…';
  return withoutPrivateKey(kind?.kept?.(word) ?? word);
}
