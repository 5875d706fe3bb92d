import { type APIMessage, type REST, Routes } from 'discord.js';
import { markOf, nonceOf } from './message-mark.ts';
import { snowflakeAt } from './snowflake.ts';

/** A message that may have been posted. */
export interface Search {
  readonly channel: string;
  /** What it was posted as. */
  readonly id: string;
  /** The interaction that it would be the answer to. */
  readonly interaction: string | null;
  /** Not before this time by Discord's clock, in milliseconds since 1970. */
  readonly sinceMs: number;
}

/** The most that one call gives (docs.discord.com, get channel messages). */
const PAGE = 100;
/** Pages that are looked through: a channel that is busier than this would be searched for ever. */
const MAX_PAGES = 20;
/** Looks for a message of ours in the history of its channel, from that time on. @returns its id, or null */
export async function findMessage(rest: Pick<REST, 'get'>, search: Search): Promise<string | null> {
  const { channel, sinceMs } = search;
  let after = snowflakeAt(sinceMs);
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const found = (await rest.get(Routes.channelMessages(channel), { query })) as readonly APIMessage[];
    const ours = found.find((message) => message.author.bot === true && isIt(message, search));
    if (ours) return ours.id;
    if (found.length < PAGE) return null;
    after = found.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
  }
  return null;
}

function isIt(message: APIMessage, { id, interaction }: Search): boolean {
  const asked = message.interaction_metadata?.id;
  if (interaction !== null && asked === interaction) return true;
  const [first] = message.components ?? [];
  return message.nonce === nonceOf(id) || first?.id === markOf(id);
}
