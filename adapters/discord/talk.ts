import type { ChatClient } from '../../src/chat/client.ts';
import type { Outbox } from '../../src/chat/outbox/index.ts';
import type { FirstAnswerPorts } from './first-answer.ts';
import type { InteractionKey } from './inbound/index.ts';
import type { Rest } from './rest/index.ts';

/** How an interaction stands with Discord. */
export type Standing =
  /** Nothing was said yet. */
  | 'open'
  /** An answer is there, or promised: for the asker alone, for all, or in place of the message that was pressed. */
  | 'private'
  | 'public'
  | 'aside'
  /** Too late, or Discord does not know it: the asker was told that labvm does not respond. */
  | 'lost'
  /** An earlier process dealt with it, and nobody knows how. */
  | 'unknown';

export interface Asked {
  readonly user: string;
  readonly interaction: InteractionKey;
  /** When it was done by our clock, in milliseconds since 1970. */
  readonly at: number;
  /** It was asked with a message that only the asker sees, and which the answer takes the place of. */
  readonly isAside: boolean;
}

export interface AnsweringPorts extends FirstAnswerPorts {
  readonly rest: Rest;
  readonly client: Pick<ChatClient, 'compose'>;
  readonly outbox: Pick<Outbox, 'say'>;
}

/** One interaction, and what has become of it. */
export interface Talk {
  readonly asked: Asked;
  readonly ports: AnsweringPorts;
  standing: Standing;
}
