import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../adapters/discord/client/index.ts';
import { PACE } from '../../../../adapters/discord/pace.ts';
import { renderMessage } from '../../../../adapters/discord/render/index.ts';
import type { DiscordReply } from '../../../../adapters/discord/reply.ts';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { oneMessage } from '../../../src/chat/support/one-message.ts';
import { createFakeRest, refusedWith } from './fake-rest.ts';

const NOW = 1_700_000_000_000;
const MINUTE_MS = 60_000;
const GIVEN_UP = Number.MAX_SAFE_INTEGER;

function reply(ageMs = 0, isAside = false): DiscordReply {
  const pressed = isAside ? { message: 'QUESTION', isEphemeral: true, isAnswered: true } : null;
  const asker = { user: 'U1', userName: 'Ana', guild: 'G1' };
  return { ...asker, interaction: 'I1', token: 'TOKEN', at: NOW - ageMs, pressed };
}
const LATE = reply(60 * MINUTE_MS);

interface Options extends Omit<Partial<OutMessage>, 'attemptedAt'> {
  readonly attemptedAt?: number;
}

/** One message in front of a Discord that ends each call as the test says, and clocks that the test moves. */
function open({ attemptedAt, ...about }: Options = {}) {
  const fake = createFakeRest();
  const one = oneMessage(createClient(fake.rest, renderMessage), PACE, {
    nowMs: NOW,
    attemptedAt: attemptedAt === undefined ? null : new Date(attemptedAt),
    place: { chat: 'discord', channel: 'C1' },
    ...about,
  });
  return { ...one, fake, calls: () => fake.made.map(({ call, where }) => `${call} ${where}`) };
}

describe('a message of the bot’s own', () => {
  it('is stored as begun before it is posted, then edited, and not into itself', async () => {
    const { says, calls, stored } = open();
    await says('one');
    await says('two');
    await says('two', true);
    expect(calls()).toEqual(['post C1', 'edit C1/POST']);
    expect(stored).toEqual(['attempted 0', 'shown 1 C1/POST', 'shown 2 C1/POST', 'shown 3 C1/POST']);
  });

  it.each([
    ['is found', 'OLD', ['find C1', 'edit C1/OLD']],
    ['is posted where it is not there', null, ['find C1', 'post C1']],
  ] as const)('that an earlier process began to post %s', async (_, found, wanted) => {
    const { says, goesOn, calls, fake, waiting } = open({ attemptedAt: NOW - 5000 });
    fake.found = found;
    await says('end', true);
    if (waiting()) await goesOn();
    expect(calls()).toEqual(wanted);
    expect(waiting()).toBeNull();
  });

  it('of before a long absence is looked for, and not posted where it is not found or was deleted', async () => {
    const { says, calls, stored } = open({ attemptedAt: NOW - 80_000_000, isOld: true });
    await says('yesterday', true);
    expect(calls()).toEqual(['find C1']);
    expect(stored).toEqual([`shown ${GIVEN_UP} null`]);
    const deleted = open({ ref: 'C1/OLD', attemptedAt: NOW - 80_000_000, isOld: true });
    deleted.fake.next('edit', refusedWith(10_008));
    await deleted.says('yesterday', true);
    await deleted.goesOn();
    expect(deleted.calls()).toEqual(['edit C1/OLD']);
  });

  it('whose answer was lost is looked for; one that surely never arrived is not', async () => {
    for (const [kind, wanted] of [
      ['unknown', ['post C1', 'find C1']],
      ['unsent', ['post C1', 'post C1']],
    ] as const) {
      const { says, goesOn, calls, fake, entry } = open();
      fake.next('post', { kind });
      await says('once');
      expect(entry).toMatchObject({ mustFind: kind === 'unknown', failures: 1, where: null });
      fake.found = 'OLD';
      await goesOn();
      expect(calls()).toEqual(wanted);
      expect(entry.where).not.toBeNull();
    }
  });

  it('is posted where the history may not be read', async () => {
    const { says, calls, fake } = open({ attemptedAt: NOW - 5000 });
    fake.next('find', refusedWith(50_001));
    await says('end', true);
    expect(calls()).toEqual(['find C1', 'post C1']);
  });

  it('that was deleted drops its progress, and is posted once more at its end', async () => {
    const { says, goesOn, calls, fake, waiting } = open({ ref: 'C1/OLD' });
    fake.next('edit', refusedWith(10_008), refusedWith(10_008));
    await says('half');
    expect(waiting()).toBeNull();
    await says('end', true);
    await goesOn();
    expect(calls()).toEqual(['edit C1/OLD', 'edit C1/OLD', 'post C1']);
    expect(waiting()).toBeNull();
  });
});

describe('the answer to an interaction', () => {
  it('is said by its token while that lives, also where nothing changed in another way', async () => {
    const { says, calls, stored } = open({ reply: reply() });
    await says('one');
    await says('two', true);
    expect(calls()).toEqual(['editOriginal TOKEN', 'editOriginal TOKEN']);
    expect(stored).toEqual(['shown 1 C1/ANSWER/answer', 'shown 2 C1/ANSWER/answer']);
  });

  it('waits, with nothing new to say, for its hand-over, and is the bot’s own then', async () => {
    const { says, goesOn, calls, entry, waiting, passes } = open({ reply: reply() });
    await says('half');
    const turn = waiting();
    expect(turn?.notBeforeMs).toBe(13.5 * MINUTE_MS);
    passes(13.5 * MINUTE_MS);
    await goesOn();
    expect(calls()).toEqual(['editOriginal TOKEN', 'edit C1/ANSWER']);
    expect(entry.where?.kind).toBe('message');
    expect(waiting()).toBeNull();
  });

  it('that a restart finds without a living token goes on as the bot’s own', async () => {
    const { says, calls } = open({ reply: LATE, ref: 'C1/ANSWER/answer', shownRevision: 3 });
    await says('end', true);
    expect(calls()).toEqual(['edit C1/ANSWER']);
  });

  it.each([10_015, 10_062, 50_027])(
    'is a message of its own where there is none to change (%i)',
    async (code) => {
      const { says, goesOn, calls, fake } = open({ reply: reply() });
      fake.next('editOriginal', refusedWith(code));
      await says('end', true);
      await goesOn();
      expect(calls()).toEqual(['editOriginal TOKEN', 'post C1']);
    },
  );

  it('whose answer was lost is said again by its token, which makes no second one', async () => {
    const { says, goesOn, calls, fake, entry } = open({ reply: reply() });
    fake.next('editOriginal', { kind: 'unknown' });
    await says('end', true);
    expect(entry.mustFind).toBe(false);
    await goesOn();
    expect(calls()).toEqual(['editOriginal TOKEN', 'editOriginal TOKEN']);
  });
});

describe('Discord refuses', () => {
  it('a card: it is said in words, and of one that is there a simpler one', async () => {
    const { says, goesOn, fake, entry } = open();
    fake.next('post', refusedWith(50_035));
    await says('one');
    expect(entry.wording).toBe('text');
    await goesOn();
    expect(fake.made.at(-1)?.payload?.body).toMatchObject({ content: 'one' });
    const there = open({ ref: 'C1/OLD' });
    await there.says('one');
    there.fake.next('edit', refusedWith(50_035));
    await there.says('two');
    expect(there.entry.wording).toBe('simple');
  });

  it('every way of saying it: it is given up, and stored so', async () => {
    const { says, goesOn, fake, stored, waiting } = open();
    fake.always('post', refusedWith(50_035));
    await says('hello');
    for (let n = 0; n < 5 && waiting(); n += 1) await goesOn();
    expect(fake.made).toHaveLength(3);
    expect(stored.at(-1)).toBe(`shown ${GIVEN_UP} null`);
  });

  it('a file: it comes without', async () => {
    const { says, goesOn, fake, waiting } = open();
    fake.next('post', refusedWith(40_005));
    await says('word '.repeat(2000), true);
    await goesOn();
    expect(fake.made.map(({ payload }) => payload?.files.length)).toEqual([1, 0]);
    expect(waiting()).toBeNull();
  });

  it.each([50_001, 50_013, 10_003])('the channel (%i): it goes to the asker’s own', async (code) => {
    const { says, goesOn, calls, fake, waiting } = open({ reply: LATE });
    fake.next('post', refusedWith(code));
    await says('end', true);
    await goesOn();
    expect(calls()).toEqual(['post C1', 'openDirect U1', 'find DM', 'post DM']);
    expect(fake.made.at(-1)?.text).toMatch(/labvm is not allowed to write where you asked/);
    expect(waiting()).toBeNull();
  });

  it('the channel, and the asker takes no messages: it is given up', async () => {
    const { says, fake, stored, waiting } = open({ reply: LATE });
    fake.next('post', refusedWith(50_013));
    fake.next('openDirect', refusedWith(50_007));
    await says('end', true);
    expect(stored.at(-1)).toBe(`shown ${GIVEN_UP} null`);
    expect(waiting()).toBeNull();
  });

  it('the token: once, and nothing is given up', async () => {
    const { says, stored, fake, revoked, waiting } = open();
    fake.next('post', { kind: 'revoked', code: 401 });
    await says('hello');
    expect(revoked).toEqual([401]);
    expect(stored).toEqual(['attempted 0']);
    expect(waiting()).not.toBeNull();
  });
});

describe('Discord asks to wait', () => {
  it('and that route pauses, no other', async () => {
    const { says, fake, entry, ports, waiting, passes } = open();
    fake.next('post', { kind: 'limited', retryAfterMs: 7000 });
    await says('hello');
    expect(entry.notBeforeMs).toBe(7000);
    const turn = waiting();
    if (!turn) throw new Error('Nothing waits.');
    expect(ports.pace.waitMs(turn)).toBeGreaterThanOrEqual(7000);
    expect(ports.pace.waitMs({ ...turn, channel: 'C2' })).toBe(0);
    passes(9000);
    expect(ports.pace.waitMs(turn)).toBe(0);
  });

  it('longer with each failure', async () => {
    const { says, goesOn, fake, entry } = open();
    fake.next('post', { kind: 'unsent' }, { kind: 'unsent' });
    await says('hello');
    expect(entry.notBeforeMs).toBeGreaterThanOrEqual(500);
    await goesOn();
    expect(entry.notBeforeMs).toBeGreaterThanOrEqual(1000);
    expect(entry.failures).toBe(2);
    await goesOn();
    expect(entry.failures).toBe(0);
  });
});
