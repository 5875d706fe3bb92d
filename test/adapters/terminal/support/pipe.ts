import { PassThrough, Writable } from 'node:stream';
import type { PipeOptions } from '../../../../adapters/terminal/index.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { createFakeDesk } from '../../../fakes/desk.ts';

/** A program at the other end of labvm's pipes. */
export function createPipes(given: { readonly json?: boolean; readonly locale?: 'en' | 'es' } = {}) {
  const desk = createFakeDesk();
  const ending = new AbortController();
  const interruption = new AbortController();
  let printed = '';
  const waiting = new Set<() => void>();
  const stdout = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      printed += chunk;
      for (const look of waiting) look();
      done();
    },
  });
  const options: PipeOptions = {
    desk,
    person: { userName: 'tere', locale: given.locale ?? 'en', pictureFolder: '/nonexistent' },
    log: silentLog,
    stdout,
    json: given.json ?? false,
    signal: ending.signal,
    interrupted: interruption.signal,
  };
  return {
    desk,
    options,
    stdin: new PassThrough(),
    stdout,
    /** As SIGTERM does. */
    end: () => ending.abort(),
    /** As Ctrl-C does. */
    interrupt: () => interruption.abort(),
    printed: () => printed,
    async until(text: string): Promise<void> {
      while (!printed.includes(text)) {
        await new Promise<void>((resolve) => {
          const look = () => {
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
        });
      }
    },
  };
}
