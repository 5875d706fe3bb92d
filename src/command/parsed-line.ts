import type { Command } from './command.ts';
import type { OptionsRead } from './read-options.ts';

/** A line, understood. */
export interface ParsedLine extends OptionsRead {
  readonly command: Command;
  /** Help was asked for in the middle of a line, and the words around it were not read. */
  readonly isCut?: true;
}
