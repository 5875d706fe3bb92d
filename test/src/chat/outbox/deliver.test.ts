import { describe, expect, it } from 'vitest';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import {
  createFakeChat,
  FAKE_HAND_OVER_MS,
  FAKE_LIFE_MS,
  type FakeChatOptions,
  refusedAs,
} from '../../../fakes/chat-client.ts';
import { oneMessage } from '../support/one-message.ts';

const NOW = 1_700_000_000_000;
const GIVEN_UP = `shown ${Number.MAX_SAFE_INTEGER} null`;
const ASKED = { user: 'U1', at: NOW };
const FREE = { post: [], edit: [], answer: [] };

interface Options extends FakeChatOptions, Partial<OutMessage> {}

function open({ answers, isEdited, files, pictures, ...about }: Options = {}) {
  const chat = createFakeChat({
    ...(answers && { answers }),
    ...(isEdited !== undefined && { isEdited }),
    ...(files && { files }),
    ...(pictures && { pictures }),
  });
  const one = oneMessage(chat.client, FREE, { nowMs: NOW, reply: ASKED, ...about });
  /** Goes on until there is nothing to do, but no more often than a message may need. */
  const settles = async () => {
    for (let steps = 0; steps < 9 && one.waiting(); steps += 1) await one.goesOn();
    expect(one.waiting()).toBeNull();
  };
  return { ...one, chat, settles };
}

describe('in a chat whose acts cannot be answered', () => {
  it('a message is stored as begun, posted, stored where it is, and edited to its last state', async () => {
    const { says, chat, stored } = open();
    await says('one');
    await says('one');
    await says('two', true);
    expect(chat.calls).toEqual(['post C1', 'edit C1/m1']);
    expect(stored).toEqual(['attempted 0', 'shown 1 C1/m1', 'shown 2 C1/m1', 'shown 3 C1/m1']);
    expect(chat.messages).toMatchObject([{ text: 'two' }]);
  });

  it.each([
    ['hung up after it took it', 'hang-up', 1],
    ['never got it', { kind: 'unsent' }, 1],
    ['says nothing of what it did', { kind: 'unknown' }, 1],
  ] as const)('a message is there once where the chat %s', async (_, fault, count) => {
    const { says, chat, settles } = open();
    chat.next('post', fault);
    await says('once', true);
    await settles();
    expect(chat.messages).toHaveLength(count);
  });

  it('goes to the asker’s own where the channel is closed, and says how to let labvm in', async () => {
    const { says, chat, settles } = open();
    chat.closed.add('C1');
    await says('done', true);
    await settles();
    expect(chat.calls).toEqual(['post C1', 'openDirect U1', 'find DU1', 'post DU1']);
    expect(chat.messages[0]?.text).toMatch(/done[\s\S]*let it in/);
  });

  it.each<readonly [string, Options, boolean]>([
    ['nobody asked', { reply: null }, false],
    ['the asker cannot be written to', {}, true],
  ])('is given up where the channel is closed and %s', async (_, about, isDirectClosed) => {
    const { says, chat, stored, settles } = open(about);
    chat.closed.add('C1');
    if (isDirectClosed) chat.closed.add('DU1');
    await says('done', true);
    await settles();
    expect(stored.at(-1)).toBe(GIVEN_UP);
    expect(chat.messages).toEqual([]);
  });

  it('a message that was posted goes on at the asker’s own where its channel is closed later', async () => {
    const { says, chat, settles } = open();
    await says('half');
    chat.closed.add('C1');
    await says('end', true);
    await settles();
    expect(chat.messages.map(({ channel }) => channel)).toEqual(['C1', 'DU1']);
  });

  it('one that is deleted is posted once more, at its end; and given up if that is deleted, too', async () => {
    const { says, chat, stored, settles } = open();
    await says('half');
    chat.next('edit', ...Array(3).fill(refusedAs('lost')));
    await says('more');
    expect(chat.messages).toHaveLength(1);
    await says('end', true);
    await settles();
    expect(chat.messages).toHaveLength(2);
    await says('the end of the end', true);
    await settles();
    expect(chat.messages).toHaveLength(2);
    expect(stored.at(-1)).toBe(GIVEN_UP);
  });

  it('stands for itself where what it belongs to is gone', async () => {
    const { says, chat, settles } = open({ place: { chat: 'toy', channel: 'C1', thread: 'm0' } });
    chat.next('post', refusedAs('threadless'));
    await says('done', true);
    await settles();
    expect(chat.calls).toEqual(['post C1/m0', 'post C1']);
  });

  it('is put plainer where the chat does not take it, and given up where it takes it in no way', async () => {
    const { says, chat, settles, entry } = open();
    chat.next('post', refusedAs('malformed'));
    await says('hello');
    await settles();
    expect([entry.wording, chat.messages.length]).toEqual(['plain', 1]);
    const never = open();
    never.chat.next('post', ...Array(9).fill(refusedAs('malformed')));
    await never.says('hello');
    await never.settles();
    expect(never.chat.calls).toHaveLength(2);
    expect(never.stored.at(-1)).toBe(GIVEN_UP);
  });

  it('ends everything with its token, and gives nothing up', async () => {
    const { says, chat, stored, revoked } = open();
    chat.next('post', refusedAs('revoked'));
    await says('hello');
    expect(revoked).toEqual(['revoked']);
    expect(stored).toEqual(['attempted 0']);
  });

  it('waits as long as the chat says, and nobody counts that as a failure', async () => {
    const { says, chat, entry } = open();
    chat.next('post', { kind: 'limited', retryAfterMs: 7000 });
    await says('hello');
    expect(entry).toMatchObject({ notBeforeMs: 7000, failures: 0, mustFind: false });
  });
});

describe('in a chat whose acts are answered first', () => {
  const FIRST = { answers: 'first' } as const;

  it('the answer is said and edited by what came with the act, and then by labvm itself', async () => {
    const { says, goesOn, chat, stored, passes, waiting } = open(FIRST);
    await says('one');
    expect(waiting()?.notBeforeMs).toBe(FAKE_LIFE_MS - FAKE_HAND_OVER_MS);
    passes(FAKE_LIFE_MS - FAKE_HAND_OVER_MS);
    await goesOn();
    await says('two', true);
    expect(chat.calls).toEqual(['answer U1', 'edit C1/m1', 'edit C1/m1']);
    expect(stored.slice(0, 2)).toEqual(['shown 1 C1/m1/answer', 'shown 1 C1/m1']);
  });

  it.each(['C1/m1/answer', 'C1/m1'])(
    'one that a dead process left as %s is edited by the next',
    async (ref) => {
      const { says, chat, passes } = open({ ...FIRST, ref });
      passes(FAKE_LIFE_MS);
      chat.next('edit', { kind: 'unsent' });
      await says('on');
      expect(chat.calls).toEqual(['edit C1/m1']);
    },
  );

  it('says where it goes on, once labvm may not edit it', async () => {
    const { says, settles, chat, passes, goesOn } = open(FIRST);
    await says('half');
    passes(FAKE_LIFE_MS - FAKE_HAND_OVER_MS);
    chat.next('edit', refusedAs('closed'));
    await goesOn();
    // What was said last where it can no longer be changed is said again here.
    await settles();
    expect(chat.messages[1]?.text).toMatch(/half/);
    await says('end', true);
    expect(chat.messages.map(({ channel, text }) => [channel, /goes on|let it in/.exec(text)?.[0]])).toEqual([
      ['C1', 'goes on'],
      ['DU1', 'let it in'],
    ]);
  });

  it('is a message of its own where there is no answer to change', async () => {
    const { says, settles, chat } = open(FIRST);
    chat.next('answer', refusedAs('unanswerable'));
    await says('done', true);
    await settles();
    expect(chat.calls).toEqual(['answer U1', 'post C1']);
  });
});

describe('in a chat that can tell an asker alone', () => {
  const LAST = { answers: 'last' } as const;

  it('they are told start and end where nothing can be posted, and nothing between', async () => {
    const { says, goesOn, chat, entry, waiting, settles } = open(LAST);
    chat.closed.add('C1');
    await says('start');
    await goesOn();
    if (entry.state) entry.state = { ...entry.state, revision: entry.state.revision + 1 };
    expect(waiting()).toBeNull();
    await says('end', true);
    await settles();
    expect(chat.told.map((text) => /^\w+|let it in/.exec(text)?.[0])).toEqual(['start', 'end']);
    expect(chat.messages).toEqual([]);
  });

  it.each([
    [
      'refused',
      (chat: ReturnType<typeof createFakeChat>) => chat.next('answer', refusedAs('unanswerable')),
      0,
    ],
    ['too late', () => {}, FAKE_LIFE_MS],
  ])('they are written to where that is %s', async (_, spoil, lateMs) => {
    const { says, settles, chat, passes } = open(LAST);
    chat.closed.add('C1');
    spoil(chat);
    passes(lateMs);
    await says('end', true);
    await settles();
    expect(chat.messages).toMatchObject([{ channel: 'DU1' }]);
  });

  it('an answer that can be edited is tried once where the channel is closed, and not for ever', async () => {
    const { says, settles, chat } = open({ ...LAST, isEdited: true });
    chat.closed.add('C1');
    await says('end', true);
    await settles();
    expect(chat.calls).toEqual(['post C1', 'answer U1', 'openDirect U1', 'find DU1', 'post DU1']);
  });
});

describe('what comes with a message', () => {
  it('is left away where the chat does not take it with it', async () => {
    const { says, settles, chat } = open({ files: 'with' });
    chat.next('post', refusedAs('refused'));
    await says('end', true);
    await settles();
    expect(chat.messages).toHaveLength(1);
  });

  it('comes after it in a chat that wants it so, and is tried again without posting again', async () => {
    const { says, settles, chat, stored } = open({ files: 'after' });
    chat.next('upload', { kind: 'unsent' });
    await says('end', true);
    await settles();
    expect(chat.calls).toEqual(['post C1', 'upload C1/m1', 'upload C1/m1']);
    expect(stored).toEqual(['attempted 0', 'shown 0 C1/m1', 'shown 1 C1/m1']);
  });

  it('is a picture last of all, and the message stands without one where that fails', async () => {
    const { says, chat } = open({ pictures: true });
    await says('end', true);
    expect(chat.messages[0]?.text).toMatch(/pictured/);
    const without = open({ pictures: true });
    without.chat.next('edit', refusedAs('malformed'));
    await without.says('end', true);
    expect(without.stored.at(-1)).toBe('shown 1 C1/m1');
    expect(without.waiting()).toBeNull();
  });
});

it('one of before a long absence is looked for, and not posted where it is not found', async () => {
  const { says, chat, stored } = open({ attemptedAt: new Date(NOW - 80_000_000), isOld: true });
  await says('yesterday', true);
  expect(chat.calls).toEqual(['find C1']);
  expect(stored).toEqual([GIVEN_UP]);
});

it('the history that may not be read is no reason to say nothing', async () => {
  const { says, chat } = open({ attemptedAt: new Date(NOW - 5000) });
  chat.next('find', refusedAs('refused'));
  await says('end', true);
  expect(chat.calls).toEqual(['find C1', 'post C1']);
});
