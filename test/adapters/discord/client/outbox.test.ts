import { ButtonStyle, MessageFlags } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../../../adapters/discord/client/index.ts';
import { PACE } from '../../../../adapters/discord/pace.ts';
import { renderMessage } from '../../../../adapters/discord/render/index.ts';
import type { DiscordReply } from '../../../../adapters/discord/reply.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { createOutbox } from '../../../../src/chat/outbox/index.ts';
import type { State } from '../../../../src/chat/outbox/states.ts';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { view } from '../../../../src/view/view.ts';
import { outMessage } from '../../../src/chat/support/messages.ts';
import { eventually } from '../../../support/eventually.ts';
import { createFakeRest, refusedWith } from './fake-rest.ts';

const MINUTE_MS = 60_000;
const HAND_OVER_MS = 13.5 * MINUTE_MS;

function reply(ageMs = 0, isAside = false): DiscordReply {
  const pressed = isAside ? { message: 'QUESTION', isEphemeral: true, isAnswered: true } : null;
  const asker = { user: 'U1', userName: 'Ana', guild: 'G1' };
  return { ...asker, interaction: 'I1', token: 'TOKEN', at: Date.now() - ageMs, pressed };
}

interface Options extends Omit<Partial<OutMessage>, 'attemptedAt'> {
  readonly channel?: string;
  readonly thread?: string;
  readonly attemptedAt?: number;
}

/** A message whose states a test gives one by one. */
function message({ id = 'M1', channel = 'C1', thread, attemptedAt, ...about }: Options = {}) {
  const waiting: State[] = [];
  const shown: { revision: number; ref: string | null }[] = [];
  let wake = () => {};
  let revision = 0;
  const owed = outMessage({
    id,
    jobId: id,
    view: null,
    place: { chat: 'discord', channel, ...(thread === undefined ? {} : { thread }) },
    reply: reply(),
    attemptedAt: attemptedAt === undefined ? null : new Date(attemptedAt),
    ...about,
  });
  return {
    owed,
    shown,
    async *states(signal: AbortSignal) {
      while (!signal.aborted) {
        const state = waiting.shift();
        if (state) yield state;
        if (state?.final) return;
        if (waiting.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal.addEventListener('abort', () => resolve());
          });
      }
    },
    is(text: string, final = false) {
      revision += 1;
      const actions = [{ label: 'Stop', command: '/vm stop web1', style: 'plain' as const }];
      waiting.push({ revision, final, view: view({ parts: [{ kind: 'text', text }], actions }) });
      wake();
    },
  };
}

type One = ReturnType<typeof message>;

function open() {
  const fake = createFakeRest();
  const kept = new Map<string, One>();
  let revoked = 0;
  const desk = {
    async *follow(jobId: string, signal: AbortSignal) {
      for await (const { revision, final, view: said } of kept.get(jobId)?.states(signal) ?? [])
        yield { job: { revision }, view: said, finished: final };
    },
    shown: async (id: string, revision: number, ref: string | null) =>
      void kept.get(id)?.shown.push({ revision, ref }),
    mail: { attempted: async () => {} },
  };
  const outbox = createOutbox({
    client: createClient(fake.rest, renderMessage),
    pace: PACE,
    desk: desk as never,
    inChat: async (said) => said,
    log: silentLog,
    onRevoked: () => {
      revoked += 1;
    },
  });
  onTestFinished(() => outbox.stop(0));
  const owe = (one: One) => {
    kept.set(one.owed.id, one);
    outbox.owe(one.owed);
  };
  const calls = () => fake.made.map(({ call, where }) => `${call} ${where}`);
  const until = (what: string, look: () => boolean) => eventually(what, look);
  return { fake, owe, calls, until, revoked: () => revoked };
}

describe('a message that answers its interaction', () => {
  it('is edited by its token, in the newest state only, once a second', async () => {
    const { fake, owe, calls, until } = open();
    const one = message();
    one.is('first');
    owe(one);
    await until('the first state', () => fake.made.length === 1);
    one.is('second');
    one.is('third');
    one.is('last', true);
    await until('the last state', () => one.shown.at(-1)?.revision === 4);
    expect(calls()).toEqual(['editOriginal TOKEN', 'editOriginal TOKEN']);
    expect(fake.made.at(-1)?.text).toContain('last');
    expect(one.shown.at(-1)?.ref).toBe('C1/ANSWER/answer');
  });

  it('is the bot’s own before its token ends, also where nothing changes', async () => {
    const { owe, calls, until, one } = nearItsEnd();
    one.is('waits');
    owe(one);
    await until('the hand-over', () => one.shown.at(-1)?.ref === 'C1/ANSWER');
    expect(calls()).toEqual(['editOriginal TOKEN', 'edit C1/ANSWER']);
    one.is('done', true);
    await until('its end', () => one.shown.at(-1)?.revision === 2);
    expect(calls().at(-1)).toBe('edit C1/ANSWER');
  });

  it('says where it goes on, and goes on there, where the bot may not write', async () => {
    const { fake, owe, calls, until, one } = nearItsEnd();
    fake.next('edit', refusedWith(50_001));
    one.is('waits');
    owe(one);
    await until('the direct message', () => calls().includes('post DM'));
    one.is('done', true);
    await until('its end', () => one.shown.at(-1)?.revision === 2);
    expect(calls()).toEqual([
      'editOriginal TOKEN',
      'edit C1/ANSWER',
      'editOriginal TOKEN',
      'openDirect U1',
      'post DM',
      'edit DM/POST',
    ]);
    expect(fake.made[2]?.text).toMatch(/continues in your direct messages/);
    expect(fake.made[4]?.text).toMatch(/View Channel/);
  });

  it.each([10_015, 10_062, 50_027])('is a message of its own where there is no answer (%i)', async (code) => {
    const { fake, owe, calls, until } = open();
    const one = message();
    fake.always('editOriginal', refusedWith(code));
    one.is('done', true);
    owe(one);
    await until('the post', () => one.shown.at(-1)?.ref === 'C1/POST');
    expect(calls()).toEqual(['editOriginal TOKEN', 'post C1']);
  });

  it('goes on as the bot’s own after a restart, when its token is long over', async () => {
    const { owe, calls, until } = open();
    const one = message({ ref: 'C1/ANSWER/answer', reply: reply(60 * MINUTE_MS) });
    one.is('done', true);
    owe(one);
    await until('its end', () => one.shown.length === 1);
    expect(calls()).toEqual(['edit C1/ANSWER']);
  });

  function nearItsEnd() {
    const opened = open();
    return { ...opened, one: message({ reply: reply(HAND_OVER_MS - 1500) }) };
  }
});

describe('a message of the bot’s own', () => {
  const posted = { reply: null, thread: 'CARD' };

  it('is posted as a reply, once, with its mark and nonce', async () => {
    const { fake, owe, calls, until } = open();
    const one = message(posted);
    one.is('web1 has crashed', true);
    owe(one);
    await until('the post', () => one.shown.length === 1);
    expect(calls()).toEqual(['post C1']);
    expect(fake.made[0]?.payload).toMatchObject({ id: 'M1', replyTo: 'CARD' });
  });

  it('is looked for before it is posted again, where nobody knows', async () => {
    const { fake, owe, calls, until } = open();
    const one = message(posted);
    fake.next('post', { kind: 'unknown' });
    fake.found = 'POST';
    one.is('once', true);
    owe(one);
    await until('its end', () => one.shown.at(-1)?.revision === 1);
    expect(calls()).toEqual(['post C1', 'find C1', 'edit C1/POST']);
  });

  it('is posted again where it is not there', async () => {
    const { fake, owe, calls, until } = open();
    const one = message({ ...posted, attemptedAt: Date.now() - MINUTE_MS });
    fake.next('post', { kind: 'unsent' });
    one.is('once', true);
    owe(one);
    await until('its end', () => one.shown.at(-1)?.revision === 1);
    expect(calls()).toEqual(['find C1', 'post C1', 'post C1']);
  });

  it.each([50_001, 50_013, 10_003])('goes to the asker where the channel is closed (%i)', async (code) => {
    const { fake, owe, calls, until } = open();
    const one = message({ reply: reply(60 * MINUTE_MS) });
    fake.next('post', refusedWith(code));
    one.is('done', true);
    owe(one);
    await until('its end', () => one.shown.at(-1)?.revision === 1);
    expect(calls()).toEqual(['post C1', 'openDirect U1', 'find DM', 'post DM']);
    expect(fake.made.at(-1)?.text).toMatch(/labvm is not allowed to write where you asked/);
  });

  it('is given up where nobody asked for it, or the asker wants no messages', async () => {
    for (const about of [posted, { reply: reply(60 * MINUTE_MS) }]) {
      const { fake, owe, calls, until } = open();
      const one = message(about);
      fake.always('post', refusedWith(50_001));
      fake.always('openDirect', refusedWith(50_007));
      one.is('done', true);
      owe(one);
      await until('the end', () => one.shown.at(-1)?.revision === Number.MAX_SAFE_INTEGER);
      expect(calls().filter((call) => call.startsWith('post'))).toHaveLength(1);
    }
  });

  it('follows a question that only the asker sees, and takes its place where nothing else can be written', async () => {
    const { fake, owe, calls, until } = open();
    const [open1, closed1] = [
      message({ reply: reply(0, true) }),
      message({ id: 'M2', reply: reply(0, true) }),
    ];
    open1.is('done', true);
    owe(open1);
    await until('the post', () => open1.shown.length === 1);
    fake.always('post', refusedWith(50_013));
    closed1.is('done', true);
    owe(closed1);
    await until('the answer', () => closed1.shown.length === 1);
    expect(calls()).toEqual(['post C1', 'post C1', 'editOriginal TOKEN']);
  });
});

describe('Discord says', () => {
  it('no to a card: it is text, and a card that is there stays a simple one', async () => {
    const { fake, owe, until } = open();
    const [fresh, there] = [message({ reply: null }), message({ id: 'M2', reply: null, channel: 'C2' })];
    fake.next('post', refusedWith(50_035));
    fresh.is('hello', true);
    owe(fresh);
    await until('the text', () => fresh.shown.length === 1);
    expect(fake.made.at(-1)?.payload?.body).toMatchObject({ content: 'hello' });
    expect(fake.made.at(-1)?.payload?.body.flags).toBeUndefined();
    there.is('first');
    owe(there);
    await until('the card', () => there.shown.length === 1);
    fake.next('edit', refusedWith(50_035));
    there.is('second', true);
    await until('the simple card', () => there.shown.length === 2);
    expect(fake.made.at(-1)?.payload?.body).toMatchObject({
      flags: MessageFlags.IsComponentsV2,
      components: [{ content: 'second' }, { components: [{ style: ButtonStyle.Secondary }] }],
    });
  });

  it('no to a file: the message comes without it', async () => {
    const { fake, owe, until } = open();
    const one = message({ reply: null });
    fake.next('post', refusedWith(50_013));
    one.is('word '.repeat(2000), true);
    owe(one);
    await until('the message', () => one.shown.length === 1);
    expect(fake.made.map(({ payload }) => payload?.files.length)).toEqual([1, 0]);
  });

  it('that a message is gone: its progress is dropped, its end is posted once', async () => {
    const { fake, owe, calls, until } = open();
    const one = message();
    one.is('first');
    owe(one);
    await until('the first state', () => one.shown.length === 1);
    fake.always('editOriginal', refusedWith(10_008));
    fake.always('edit', refusedWith(10_008));
    one.is('second');
    await until('the loss', () => calls().length >= 2);
    one.is('last', true);
    await until('the end', () => one.shown.at(-1)?.revision === 3);
    expect(calls().filter((call) => call.startsWith('post'))).toEqual(['post C1']);
    expect(fake.made.at(-1)?.text).toContain('last');
  });

  it('to wait: it is the newest state that comes then', async () => {
    const { fake, owe, calls, until } = open();
    const one = message({ ref: 'C1/POST', reply: null, shownRevision: 0 });
    fake.next('edit', { kind: 'limited', retryAfterMs: 1200 });
    one.is('first');
    owe(one);
    await until('the refusal', () => calls().length === 1);
    const from = performance.now();
    one.is('last', true);
    await until('the end', () => one.shown.at(-1)?.revision === 2);
    expect(performance.now() - from).toBeGreaterThan(1000);
    expect(fake.made.map(({ text }) => /first|last/.exec(text)?.[0])).toEqual(['first', 'last']);
  });

  it('that the token is dead: once, and nothing more is sent', async () => {
    const { fake, owe, calls, revoked, until } = open();
    const [one, other] = [message({ reply: null }), message({ id: 'M2', reply: null, channel: 'C2' })];
    fake.always('post', { kind: 'revoked', code: 401 });
    one.is('first', true);
    owe(one);
    await until('the end', () => revoked() === 1);
    other.is('second', true);
    owe(other);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls()).toEqual(['post C1']);
    expect(revoked()).toBe(1);
  });
});
