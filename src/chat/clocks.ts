/** How far this host's clock is from those of its chats. */
export interface ChatClocks {
  /** @param aheadMs how far ours is ahead of theirs, in milliseconds; less than 0 where it is behind */
  tell(chat: string, aheadMs: number): void;
  all(): readonly { readonly chat: string; readonly aheadMs: number }[];
}

export function createChatClocks(): ChatClocks {
  const known = new Map<string, number>();
  return {
    tell: (chat, aheadMs) => void known.set(chat, aheadMs),
    all: () => [...known].map(([chat, aheadMs]) => ({ chat, aheadMs })),
  };
}
