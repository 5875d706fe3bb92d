import type { Log } from '../../base/log.ts';
import type { ChatClient, Payload } from '../client.ts';
import type { Desk } from '../desk.ts';
import type { Entry, Turn } from './entry.ts';
import type { Pace } from './pace.ts';
import type { State } from './states.ts';

/** What an attempt is made with. */
export interface DeliverPorts {
  readonly client: ChatClient;
  /** Keeps what becomes of messages. */
  readonly desk: Pick<Desk, 'shown'> & { readonly mail: Pick<Desk['mail'], 'attempted'> };
  readonly pace: Pick<Pace, 'begins' | 'pause'>;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The chat takes our token no more: nothing more is sent. */
  onRevoked(code: string | number): void;
}

/** One attempt to show one state. */
export interface Attempt {
  readonly entry: Entry;
  readonly state: State;
  readonly way: Turn['way'];
  readonly payload: Payload;
}
