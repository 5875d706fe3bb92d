import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..', '..');

/** The command line that runs a command inside a fresh lab; also inside a lab. */
export function inLab(...command: readonly string[]): readonly [string, ...string[]] {
  return ['bash', join(root, 'scripts/lab-host/enter.sh'), '--', ...command];
}
