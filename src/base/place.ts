/** Where in which chat something was said. */
export interface Place {
  /** The chat: `terminal`, `slack`, `discord`. */
  readonly chat: string;
  /** The channel in that chat, by its immutable id. */
  readonly channel: string;
  /** The thread in that channel, where there is one. */
  readonly thread?: string;
}
