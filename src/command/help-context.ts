import type { CommandContext } from './context.ts';
import type { Registry } from './registry.ts';

/** What help and completion read, which every command is given: all commands there are. */
export interface HelpTools {
  readonly registry: Registry;
}

export type HelpContext = CommandContext & HelpTools;
