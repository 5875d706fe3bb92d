import type { Command } from './command.ts';

/** Every command there is, found by what is typed. */
export interface Registry {
  readonly commands: readonly Command[];
  /** First words, in the order of the commands. */
  readonly firstWords: readonly string[];
  find(path: readonly string[]): Command | null;
}
