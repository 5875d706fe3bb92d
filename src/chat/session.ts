import type { Log } from '../base/log.ts';
import type { Locale } from '../base/text.ts';
import type { Command } from '../command/command.ts';
import type { ChatClocks } from './clocks.ts';
import type { Desk } from './desk.ts';
import type { Pause } from './pause.ts';
import type { Memory } from './people.ts';
import type { Presence } from './presence.ts';

/** What a chat is opened with. */
export interface SessionOptions<Settings, Waits> {
  readonly settings: Settings;
  readonly desk: Desk;
  readonly commands: readonly Command[];
  /** The language of those the chat says nothing of. */
  readonly locale: Locale;
  readonly memory: Memory;
  readonly log: Log;
  /** Is told how far this host's clock is from the chat's, where that is measured. */
  readonly clocks?: Pick<ChatClocks, 'tell'>;
  /** How long people are kept waiting; as the chat wants it unless given. */
  readonly waits?: Waits;
  /** Waits between attempts to be in the chat; by the clock unless it is given. */
  readonly pause?: Pause;
  /** Hears where labvm is, and as whom, and when the chat is lost and back. */
  readonly presence?: Presence;
  /** When nobody waits any more for a chat that does not let labvm in; whoever is in then is closed as ever. */
  readonly signal?: AbortSignal;
}

/** labvm in a chat. */
export interface Session {
  /** Hears nothing more, and says for at most so long what is still to be said. */
  close(graceMs: number): Promise<void>;
}
