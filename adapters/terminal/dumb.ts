import type { Writable } from 'node:stream';
import { meansLeaving, PROMPT } from './words.ts';

/** Lines typed at a terminal that can do nothing but print (`TERM=dumb`): each after a prompt, until one that leaves. */
export async function* promptedLines(lines: AsyncIterable<string>, screen: Writable): AsyncGenerator<string> {
  screen.write(PROMPT);
  for await (const line of lines) {
    if (meansLeaving(line)) return;
    yield line;
    screen.write(PROMPT);
  }
  screen.write('\n');
}
