/** Where labvm is in a chat, and as whom. Names that people know; no ids and no secrets. */
export interface Entry {
  /** The workspace or the servers, by their names. */
  readonly where: readonly string[];
  /** The bot's name. */
  readonly as: string;
  /** Servers that labvm is to serve and is not in, by their ids. */
  readonly missing?: readonly string[];
}

/** What becomes of labvm in a chat, as whoever keeps it wants to know. */
export type PresenceNews =
  | ({ readonly kind: 'in' } & Entry)
  /** The chat cannot be reached; labvm goes on trying. */
  | { readonly kind: 'lost'; readonly cause: string }
  | { readonly kind: 'back' }
  /** The chat lets labvm in no more. */
  | { readonly kind: 'out'; readonly code: string };

/** Whether labvm is in a chat: each change is told once. */
export interface Presence {
  /** It is in; told at once, or as soon as the chat can be reached. */
  entered(entry: Entry): void;
  lost(cause: string): void;
  back(): void;
  out(code: string): void;
}

export function createPresence(tell: (news: PresenceNews) => void): Presence {
  let entry: Entry | null = null;
  let isTold = false;
  let isLost = false;
  let isOut = false;

  function tellEntry(): void {
    if (entry === null || isTold) return;
    isTold = true;
    tell({ kind: 'in', ...entry });
  }

  return {
    entered(given) {
      entry = given;
      if (!isLost) tellEntry();
    },
    lost(cause) {
      if (isLost) return;
      isLost = true;
      tell({ kind: 'lost', cause });
    },
    back() {
      if (!isLost) return;
      isLost = false;
      if (isTold) tell({ kind: 'back' });
      else tellEntry();
    },
    out(code) {
      // Every call under way may learn of it.
      if (isOut) return;
      isOut = true;
      tell({ kind: 'out', code });
    },
  };
}

/** For whoever is told nothing. */
export const UNTOLD: Presence = createPresence(() => {});
