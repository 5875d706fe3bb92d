/** How a socket to a console is closed, by WebSocket's codes for applications (RFC 6455, 7.4.2). */
export const CLOSE = {
  /** The session is over: do not come again with it. */
  over: 4001,
  /** The machine is off: wait until it runs. */
  off: 4002,
  /** It cannot be opened now: try again later. */
  notNow: 4003,
} as const;

/** What the server tells beside the bytes of a serial console. */
export type SerialMessage =
  /**
   * The place of the next byte since the console's beginning: first of all, and after a jump. What comes before the
   * place `live` was said earlier: questions of the guest's in it want no answer any more.
   */
  | { readonly kind: 'at'; readonly offset: number; readonly live: number }
  /** This browser was too slow: so many bytes it will not get. */
  | { readonly kind: 'skipped'; readonly bytes: number };

export type Power = 'running' | 'paused' | 'off' | 'crashed';

/** Why its host holds a machine still that nobody paused. */
export type Stall = 'disk-full' | 'disk-error';

/** What the server tells of the machine and the session. */
export type EventMessage =
  /** null: the machine is gone. */
  | { readonly kind: 'machine'; readonly power: Power | null; readonly stall?: Stall }
  /** What becomes of an order, or what is wrong; each takes the place of the one before. */
  | {
      readonly kind: 'said';
      readonly tone: 'plain' | 'working' | 'good' | 'warning' | 'bad';
      readonly text: string;
    }
  | { readonly kind: 'session'; readonly until: string }
  /** Everything closes and stays closed. */
  | { readonly kind: 'ended'; readonly title: string; readonly text: string; readonly hint: string };

/** What a page may ask for. */
export const ORDERS = ['start', 'resume'] as const;
export type Order = (typeof ORDERS)[number];

export type OrderMessage = { readonly kind: 'order'; readonly order: Order };

/** What a page is told about itself, within its HTML. */
export interface PageFacts {
  readonly name: string;
  readonly locale: 'en' | 'es';
  /** As it was when the page was made, so that the screen is opened before anything else is heard. */
  readonly power: Power;
  readonly hasScreen: boolean;
  readonly hasSerial: boolean;
  /** When the session ends at the latest, ISO 8601. */
  readonly until: string;
}

/** The longest message that a page may send, in bytes; whoever sends a longer one is cut off. */
export const MOST_MESSAGE_BYTES = 64 * 1024;
