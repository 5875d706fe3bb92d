import { createInterface } from 'node:readline';
import { eventually } from '../../support/eventually.ts';
import { spawnLabvm } from './labvm.ts';

/** A labvm that goes on, and what it tells by itself, in Spanish. */
export function listen() {
  const child = spawnLabvm(['--serve'], { env: { LABVM_LOCALE: 'es' } });
  const told: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => told.push(line));
  return {
    told,
    /** Waits for a line that says this. */
    async until(pattern: RegExp): Promise<string> {
      const lines = await eventually(
        `a line with ${pattern}`,
        () => told,
        (all) => all.some((one) => pattern.test(one)),
      );
      return lines.find((one) => pattern.test(one)) ?? '';
    },
    async stop() {
      child.kill('SIGTERM');
      const { exitCode } = await child;
      return exitCode;
    },
  };
}
