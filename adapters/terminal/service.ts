import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Locale } from '../../src/base/text.ts';
import { plainText } from '../../src/view/plain.ts';
import { linesFrom, type PipeOptions, runLines } from './pipe.ts';
import { createPrinter } from './printer.ts';

export interface ServiceOptions extends PipeOptions {
  /** The language of messages that nobody asked for. */
  readonly noticeLocale: Locale;
}

/** Goes on until the signal fires, also when stdin ends; tells of changes that nobody asked for. */
export async function runService(
  lines: readonly string[],
  stdin: Readable,
  options: ServiceOptions,
): Promise<number> {
  const { desk, signal, json, stdout, noticeLocale } = options;
  const printer = createPrinter(stdout);
  const tell = (text: string) => void printer.print(text);
  // A program that reads JSON asked for answers only.
  const stopNotices = json
    ? () => {}
    : desk.onNotice(({ view }) => tell(plainText(view, noticeLocale, Number.POSITIVE_INFINITY)));
  // An idle wait must not end the process: nothing else may hold it.
  const hold = setInterval(() => {}, 2 ** 30);
  try {
    await runLines(lines, options);
    await runLines(linesFrom(stdin, signal), options);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    clearInterval(hold);
    stopNotices();
  }
  return 0;
}
