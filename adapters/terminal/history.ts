import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

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

/**
 * Keeps the history for the same person's next prompt, whole or not at all. It is a comfort: where it cannot be
 * kept, it is not.
 */
export function writeHistory(file: string, history: readonly string[]): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(
      draft,
      history
        .slice(0, MAX_ENTRIES)
        .map((line) => `${line}\n`)
        .join(''),
      { mode: 0o600 },
    );
    // A draft left by a process of the same id keeps its mode.
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  } catch {
    // Nothing that was asked for is lost with it.
  }
}
