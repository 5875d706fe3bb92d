import { readFileSync, writeFileSync } from 'node:fs';

const MAX_ENTRIES = 500;

/** The lines typed before, newest first, as readline keeps them. A history that cannot be read is empty. */
export function readHistory(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, MAX_ENTRIES);
  } catch {
    return [];
  }
}

/** Keeps the history for the same person's next prompt. It is a comfort: where it cannot be kept, it is not. */
export function writeHistory(file: string, history: readonly string[]): void {
  try {
    writeFileSync(file, `${history.slice(0, MAX_ENTRIES).join('\n')}\n`, { mode: 0o600 });
  } catch {
    // Nothing that was asked for is lost with it.
  }
}
