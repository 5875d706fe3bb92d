import type { SerialMessage } from '../protocol.ts';

/** Where in the stream of a console this page is, so that after a loss it goes on there and shows nothing twice. */
export interface SerialPlace {
  /** What to ask for when the console is opened again; null: from the scrollback on. */
  readonly seen: number | null;
  /** Bytes came. */
  came(bytes: number): void;
  /** Bytes that came are drawn. */
  drawn(bytes: number): void;
  /** The server says where it goes on. @returns whether that is where this page is */
  heard(message: Extract<SerialMessage, { kind: 'at' }>): boolean;
  /** What is drawn now was said before this page looked: nobody waits for an answer to it. */
  readonly isOld: boolean;
}

export function createSerialPlace(): SerialPlace {
  let place: number | null = null;
  /** As far as is drawn. */
  let drawn = 0;
  let live = 0;
  return {
    get seen() {
      return place;
    },
    came(bytes) {
      if (place !== null) place += bytes;
    },
    drawn(bytes) {
      drawn += bytes;
    },
    heard(message) {
      const isSame = message.offset === place;
      if (!isSame) drawn = message.offset;
      place = message.offset;
      live = message.live;
      return isSame;
    },
    get isOld() {
      return drawn < live;
    },
  };
}
