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
