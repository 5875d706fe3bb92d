/** Who asks. */
export interface Actor {
  /** Immutable and unique over all chats: `terminal:local`, `slack:T1:U2`, `discord:9`. */
  readonly id: string;
  /** For people to read; never to decide by. */
  readonly displayName: string;
  /**
   * The chat says that they belong to no workspace and no server that labvm was set up for, as in a channel that two
   * companies share: whatever the default role is, it is not theirs.
   */
  readonly from?: 'elsewhere';
}

/** Somebody's account, as it is referred to. */
export interface AccountRef {
  readonly chat: string;
  /** As an actor's. */
  readonly id: string;
}

/**
 * The id of another account of the chat that somebody is in, by its last part, which is what the chat calls it:
 * `U9` beside `slack:T1:U2` is `slack:T1:U9`.
 */
export function accountBeside({ id }: Pick<Actor, 'id'>, own: string): string {
  return `${id.slice(0, id.lastIndexOf(':') + 1)}${own}`;
}
