import type { Entry } from '../../src/chat/presence.ts';
import type { Rest } from './rest/index.ts';

export interface WherePorts {
  readonly rest: Pick<Rest, 'guildNames'>;
  /** The servers that labvm is to serve; empty: every one that it was invited to. */
  readonly guildIds: readonly string[];
  onError(error: unknown): void;
}

/**
 * Where labvm is in Discord, by the names of the servers that it serves; by their ids where Discord does not tell them.
 * @param invitedTo the servers that labvm was invited to
 * @param as the bot's name
 */
export async function whereLabvmIs(
  invitedTo: readonly string[],
  as: string,
  { rest, guildIds, onError }: WherePorts,
): Promise<Entry> {
  const names = await rest.guildNames().catch((error: unknown) => {
    onError(error);
    return new Map<string, string>();
  });
  const served = guildIds.length === 0 ? invitedTo : guildIds.filter((id) => invitedTo.includes(id));
  return {
    where: served.map((id) => names.get(id) ?? id),
    as,
    missing: guildIds.filter((id) => !invitedTo.includes(id)),
  };
}
