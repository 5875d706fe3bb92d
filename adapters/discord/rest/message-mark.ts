import { createHash } from 'node:crypto';

/** Discord numbers components without an id from 1; marks keep away from those. */
const FIRST_MARK = 65_536;
const MARKS = 2 ** 31 - 1 - FIRST_MARK;

/**
 * The number that a message carries in its first component: Discord keeps a component's `id` of 32 bits
 * (docs.discord.com, components), and shows it to nobody.
 */
export function markOf(id: string): number {
  return FIRST_MARK + (createHash('sha256').update(id).digest().readUInt32BE(0) % MARKS);
}

/** The `nonce` of a message: at most 25 characters (docs.discord.com, create message). */
export function nonceOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 25);
}
