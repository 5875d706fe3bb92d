import type { Again } from '../job/job.ts';
import type { Alone } from './command.ts';
import { keptLine, resumableLine } from './kept-line.ts';
import type { ParsedLine } from './parse.ts';

/** How what a line asks for is asked for anew. A line that was confirmed asks its question again. */
export function againOf(line: ParsedLine, alone: Alone = {}): Again {
  const given = Object.entries({ ...line.given, ...alone }).flatMap(([name, word]) =>
    word === null ? [] : [[name, word] as const],
  );
  const asked = { ...line, given: Object.fromEntries(given), confirmed: false };
  const whole = resumableLine(asked);
  return whole === null ? { line: keptLine(asked), isWhole: false } : { line: whole, isWhole: true };
}
