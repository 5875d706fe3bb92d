import type { Log } from '../../src/base/log.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { Rest } from './rest/index.ts';

/** Whether people belong to a server that labvm serves. */
export interface Membership {
  /** Discord says which servers labvm was invited to. */
  invited(guilds: readonly string[]): void;
  /** Whether somebody who does something belongs to none of them. Where Discord does not say it in time, they do not. */
  isElsewhere(act: DoneAt): Promise<boolean>;
}

/** Who does something, and where. */
export interface DoneAt {
  readonly user: string;
  /** The server it is done in; null in direct messages and groups. */
  readonly guild: string | null;
  /** The server that brought labvm there; null where a person did who installed labvm for themselves. */
  readonly invitedBy: string | null;
}

export interface MembershipPorts {
  /** The servers that labvm serves; empty: every one that it was invited to. */
  readonly guildIds: readonly string[];
  readonly rest: Pick<Rest, 'isMember'>;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** How long Discord's answer holds, in milliseconds: so long after leaving a server somebody may still ask. */
const HOLDS_MS = 5 * 60_000;
/** How long the answer is waited for, in milliseconds: an interaction is acknowledged within three seconds. */
const WAIT_MS = 1500;
/** How many people are remembered. */
const MOST = 5000;

export function createMembership(ports: MembershipPorts): Membership {
  const { guildIds, rest, log, now = () => performance.now() } = ports;
  const invitedTo = new Set<string>();
  const known = new Map<string, { readonly asked: Promise<boolean>; readonly untilMs: number }>();

  const served = (): readonly string[] => (guildIds.length > 0 ? guildIds : [...invitedTo]);

  async function find(user: string): Promise<boolean> {
    for (const guild of served()) if (await rest.isMember(guild, user)) return true;
    return false;
  }

  function isMember(user: string): Promise<boolean> {
    const before = known.get(user);
    if (before && now() < before.untilMs) return before.asked;
    const asked = find(user).catch((error: unknown) => {
      known.delete(user);
      log.warn({ err: error }, 'Discord did not say whether somebody belongs to a server of ours');
      return false;
    });
    known.delete(user);
    known.set(user, { asked, untilMs: now() + HOLDS_MS });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return asked;
  }

  return {
    invited(guilds) {
      for (const guild of guilds) invitedTo.add(guild);
    },
    async isElsewhere({ user, guild, invitedBy }) {
      if (guild !== null && invitedBy === guild) invitedTo.add(guild);
      // Whoever acts in a server is in it.
      if (guild !== null && served().includes(guild)) return false;
      return !(await inTime(WAIT_MS, isMember(user)));
    },
  };
}
