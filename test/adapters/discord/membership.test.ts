import { expect, it } from 'vitest';
import { createMembership } from '../../../adapters/discord/membership.ts';
import { silentLog } from '../../../src/base/log.ts';

function membership(guildIds: readonly string[], members: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  let nowMs = 0;
  const made = createMembership({
    guildIds,
    log: silentLog,
    now: () => nowMs,
    rest: {
      async isMember(guild, user) {
        asked.push(`${guild} ${user}`);
        if (user === 'broken') throw new Error('Discord is away');
        return members[guild]?.includes(user) ?? false;
      },
    },
  });
  const alone = (user: string) => made.isElsewhere({ user, guild: null, invitedBy: null });
  return { ...made, alone, asked, pass: (ms: number) => (nowMs += ms) };
}

it('whoever acts in a server that labvm serves is of it, and nobody is asked', async () => {
  const { isElsewhere, asked } = membership(['1'], {});
  expect(await isElsewhere({ user: 'ana', guild: '1', invitedBy: '1' })).toBe(false);
  expect(asked).toEqual([]);
});

it('alone, people are of it who are in one of the servers; the answer holds for a while', async () => {
  const { alone, asked, pass } = membership(['1', '2'], { '2': ['ana'] });
  expect(await alone('ana')).toBe(false);
  expect(await alone('eve')).toBe(true);
  expect(await alone('ana')).toBe(false);
  expect(asked).toEqual(['1 ana', '2 ana', '1 eve', '2 eve']);
  pass(300_000);
  await alone('ana');
  expect(asked.slice(4)).toEqual(['1 ana', '2 ana']);
});

it('where no servers are named, those count that invited labvm, and none where a person brought it', async () => {
  const { alone, invited, isElsewhere } = membership([], { '7': ['ana'], '8': ['eve'] });
  expect(await isElsewhere({ user: 'eve', guild: '8', invitedBy: null })).toBe(true);
  invited(['7']);
  expect(await alone('ana')).toBe(false);
  expect(await isElsewhere({ user: 'eve', guild: '9', invitedBy: '9' })).toBe(false);
});

it('where Discord does not say it, nobody belongs, and it is asked again the next time', async () => {
  const { alone, asked } = membership(['1'], {});
  expect(await alone('broken')).toBe(true);
  expect(await alone('broken')).toBe(true);
  expect(asked).toHaveLength(2);
});
