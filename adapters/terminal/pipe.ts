import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { jsonLine } from './json.ts';
import { type LineOptions, runLine } from './one-line.ts';
import type { Outcome } from './outcome.ts';
import { outcomeText } from './plain.ts';
import { createPrinter } from './printer.ts';

export interface PipeOptions extends LineOptions {
  /** A screen has columns; a pipe or a file has none, and nothing is shortened for it. */
  readonly stdout: Writable & { readonly columns?: number };
  readonly json: boolean;
}

/**
 * Runs lines one after another, each to its end. Empty lines and those that begin with `#` are passed over.
 * @returns the exit status: 1 if any failed
 */
export async function runLines(
  lines: Iterable<string> | AsyncIterable<string>,
  options: PipeOptions,
): Promise<number> {
  const { stdout, signal, interrupted } = options;
  const printer = createPrinter(stdout);
  let status = 0;
  for await (const line of lines) {
    if (signal.aborted || interrupted?.aborted || printer.isClosed()) break;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const outcome = await runLine(line, options);
    if (!outcome.ok) status = 1;
    await printer.print(textOf(outcome, options));
  }
  printer.end();
  return status;
}

/** The lines of stdin, until it ends or the signal fires. A stdin that breaks has ended. */
export async function* linesFrom(stdin: Readable, signal: AbortSignal): AsyncGenerator<string> {
  if (signal.aborted) return;
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY, signal });
  try {
    yield* lines;
  } catch (error) {
    if (!stdin.errored) throw error;
  } finally {
    lines.close();
  }
}

function textOf(outcome: Outcome, { json, person, stdout }: PipeOptions): string {
  if (json) return jsonLine(outcome, person.locale);
  return outcomeText(outcome, person.locale, stdout.columns ?? Number.POSITIVE_INFINITY);
}
