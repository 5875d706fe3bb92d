import { createInterface } from 'node:readline';
import { vi } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { spawnLabvm } from './labvm.ts';

/** A labvm that goes on, and what it tells by itself, in Spanish. */
export function listen() {
  const child = spawnLabvm(['--serve'], { env: { LABVM_LOCALE: 'es' } });
  const told: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => told.push(line));
  return {
    told,
    /** Waits for a line that says this. */
    until: (pattern: RegExp): Promise<string> =>
      vi.waitFor(
        () => {
          const line = told.find((one) => pattern.test(one));
          if (line !== undefined) return line;
          throw new Error(`Not told: ${pattern}; told: ${told.join(' | ')}`);
        },
        { timeout: PATIENCE_MS, interval: 50 },
      ),
    async stop() {
      child.kill('SIGTERM');
      const { exitCode } = await child;
      return exitCode;
    },
  };
}
