import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Desk } from '../../src/desk.ts';
import { jsonLine } from './json.ts';
import { type Outcome, runLine } from './one-line.ts';
import type { Person } from './person.ts';
import { outcomeText } from './plain.ts';
import { createPrinter } from './printer.ts';

export interface PipeOptions {
  readonly desk: Desk;
  readonly person: Person;
  readonly stdout: Writable;
  readonly json: boolean;
  /** Ends the conversation; jobs go on without it. */
  readonly signal: AbortSignal;
}

/** Columns of a line where nobody said how wide the screen is. */
const WIDTH = 100;

/**
 * Runs lines one after another, each to its end.
 * @returns the exit status: 1 if any failed
 */
export async function runLines(
  lines: Iterable<string> | AsyncIterable<string>,
  options: PipeOptions,
): Promise<number> {
  const { desk, person, signal } = options;
  const printer = createPrinter(options.stdout);
  let status = 0;
  for await (const line of lines) {
    if (signal.aborted || printer.isClosed()) break;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const outcome = await runLine(line, desk, person, signal);
    if (!outcome.ok) status = 1;
    await printer.print(text(outcome, options));
  }
  return status;
}

/** The lines of stdin, until it ends or the signal fires. */
export function linesFrom(stdin: Readable, signal: AbortSignal): AsyncIterable<string> {
  return createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY, signal });
}

function text(outcome: Outcome, { json, person }: PipeOptions): string {
  return json ? jsonLine(outcome, person.locale) : outcomeText(outcome, person.locale, WIDTH);
}
