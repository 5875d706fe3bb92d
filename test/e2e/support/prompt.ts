import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { MAIN, ROOT } from './labvm.ts';

export const CTRL_C = '\x03';
export const CTRL_D = '\x04';

/** The real prompt on a real pseudo-terminal (that of util-linux's `script`). */
export function openPrompt() {
  const child = execa('script', ['-qfec', `${process.execPath} ${MAIN}`, '/dev/null'], {
    cwd: ROOT,
    env: { LANG: 'C', TERM: 'xterm' },
    reject: false,
    stdin: 'pipe',
    buffer: false,
  });
  let seen = '';
  let more = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    seen += stripVTControlCharacters(chunk.toString('utf8'));
    more.resolve();
    more = Promise.withResolvers();
  });

  /** Waits for what the screen is to say; what stood there before it is forgotten. */
  async function expectScreen(pattern: RegExp, timeoutMs = 60_000): Promise<string> {
    const late = AbortSignal.timeout(timeoutMs);
    const tooLate = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`The screen never said ${pattern}:\n${seen}`)), {
        once: true,
      });
    });
    for (;;) {
      const found = pattern.exec(seen);
      if (found) {
        seen = seen.slice(found.index + found[0].length);
        return found[0];
      }
      await Promise.race([more.promise, tooLate]);
    }
  }

  return {
    expectScreen,
    type: (keys: string) => child.stdin.write(keys),
    /** Leaves, and waits until the process has ended. */
    async leave(): Promise<void> {
      child.stdin.write(CTRL_D);
      await child;
    },
  };
}
