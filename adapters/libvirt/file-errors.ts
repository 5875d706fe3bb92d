import { systemTrouble } from '../../src/view/system-trouble.ts';

/** Whether what was looked for is not there. */
export function isMissing(error: unknown): boolean {
  return systemTrouble(error) === 'missing';
}

/** Whether this process is kept out. */
export function isRefused(error: unknown): boolean {
  return systemTrouble(error) === 'closed';
}

/** Whether there is something of that name. */
export function isTaken(error: unknown): boolean {
  return systemTrouble(error) === 'taken';
}
