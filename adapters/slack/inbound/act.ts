import type { OpenFile } from '../../../src/command/attached.ts';

/** Somebody did something in Slack: typed, pressed, or sent a form. */
export interface Act {
  /** Names the act, not the delivery. */
  readonly id: string;
  /** The workspace that the person belongs to; empty where the payload does not say. */
  readonly team: string;
  /** Another workspace says that they are its own, as in a channel that two share (Slack Connect). */
  readonly isElsewhere: boolean;
  readonly user: string;
  /** As the payload names them; empty where it does not. */
  readonly userName: string;
  readonly channel: string;
  /** The `ts` of the thread's first message. */
  readonly thread: string | null;
  readonly line: string;
  /** Opens what was attached in a form. */
  readonly openFile?: OpenFile;
  /** Where an answer can be sent for 30 minutes, up to five times. */
  readonly responseUrl: string | null;
  /** Opens one modal within 3 seconds. */
  readonly triggerId: string | null;
  /** The message whose button was pressed. */
  readonly pressed: Pressed | null;
}

export interface Pressed {
  /** It asked something, and has its answer now. */
  readonly isQuestion: boolean;
  /** What the message said, as Slack sends it back. */
  readonly text: string;
  readonly blocks: readonly { readonly type: string }[];
}
