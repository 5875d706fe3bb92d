import { describe, expect, it } from 'vitest';
import { createClient, type SlackPayload } from '../../../../adapters/slack/client/index.ts';
import type { SlackContent } from '../../../../adapters/slack/content.ts';
import { PACE } from '../../../../adapters/slack/pace.ts';
import type { SlackReply } from '../../../../adapters/slack/reply.ts';
import { say } from '../../../../src/base/text.ts';
import type { ChatClient } from '../../../../src/chat/client.ts';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { type View, view } from '../../../../src/view/view.ts';
import { oneMessage } from '../../../src/chat/support/one-message.ts';
import { createFakeWeb, refusedWith } from './fake-web.ts';

const NOW = 1_000_000_000;
const HOOK = 'https://hooks/1';
const ASKED: SlackReply = { user: 'U1', responseUrl: HOOK, at: NOW };
const GIVEN_UP = Number.MAX_SAFE_INTEGER;

const wordsOf = ({ parts }: View) =>
  parts.map((part) => ('text' in part ? say(part.text, 'en') : '')).join(' ');

interface Options extends Omit<Partial<OutMessage>, 'attemptedAt'> {
  readonly thread?: string;
  readonly attemptedAt?: number;
  readonly file?: boolean;
  readonly picture?: boolean;
}

/** One message in front of a Slack that ends each call as the test says, and a clock that stands still. */
function open({ file = false, picture = false, thread, attemptedAt, ...about }: Options = {}) {
  const fake = createFakeWeb();
  const render = (said: View): SlackContent => {
    const best = [{ type: 'markdown', text: wordsOf(said) }] as const;
    const plain = [{ type: 'section', text: { type: 'mrkdwn', text: wordsOf(said) } }] as const;
    return {
      text: wordsOf(said),
      parts: [[best, best, best, plain]],
      pictures: picture ? [{ name: 'screen.png', png: Buffer.from('p'), alt: 'a screen' }] : [],
      file: file ? { name: 'log.txt', title: 'log', text: 'long' } : null,
    };
  };
  const client: ChatClient = {
    ...createClient(fake.web, render, new AbortController().signal),
    async illustrate(payload: SlackPayload, show) {
      const { body } = payload;
      const pictured: SlackPayload = { ...payload, body: { ...body, text: `${body.text} with a picture` } };
      await show(pictured);
      return pictured;
    },
  };
  const one = oneMessage(client, PACE, {
    nowMs: NOW,
    reply: ASKED,
    attemptedAt: attemptedAt === undefined ? null : new Date(attemptedAt),
    place: { chat: 'slack', channel: 'C1', ...(thread === undefined ? {} : { thread }) },
    ...about,
  });
  return { ...one, fake, calls: () => fake.made.map(({ call, where }) => `${call} ${where}`) };
}

describe('a message', () => {
  it('is stored as begun before it is posted, and then where it is', async () => {
    const { says, calls, stored, entry } = open({ thread: '1.0' });
    await says('hello');
    expect(calls()).toEqual(['post C1/1.0']);
    expect(stored).toEqual(['attempted 0', 'shown 1 C1/TS']);
    expect(entry).toMatchObject({ shownRevision: 1, failures: 0, where: { kind: 'message' } });
  });

  it('is edited to its next states, and not into itself', async () => {
    const { says, calls, stored } = open();
    await says('one');
    await says('two');
    await says('two', true);
    expect(calls()).toEqual(['post C1/null', 'update C1/TS']);
    expect(stored.at(-1)).toBe('shown 3 C1/TS');
  });

  it('that an earlier process posted is edited, and not posted again', async () => {
    const { says, calls } = open({ ref: 'C1/9.9', attemptedAt: NOW - 1, shownRevision: 4 });
    await says('on');
    expect(calls()).toEqual(['update C1/9.9']);
  });

  it.each([
    ['is found', '7.7', ['find C1', 'update C1/7.7']],
    ['is posted where it is not there', null, ['find C1', 'post C1/null']],
  ] as const)('that an earlier process began to post %s', async (_, found, wanted) => {
    const { says, goesOn, calls, fake, waiting } = open({ attemptedAt: NOW - 5000 });
    fake.found = found;
    await says('end', true);
    if (waiting()) await goesOn();
    expect(calls()).toEqual(wanted);
    expect(waiting()).toBeNull();
  });

  it('looks for one of before a long absence, and does not post it where it is not found', async () => {
    const { says, calls, stored } = open({ attemptedAt: NOW - 80_000_000, isOld: true });
    await says('yesterday', true);
    expect(calls()).toEqual(['find C1']);
    expect(stored).toEqual([`shown ${GIVEN_UP} null`]);
  });

  it('is posted where the history may not be read', async () => {
    const { says, calls, fake } = open({ attemptedAt: NOW - 5000 });
    fake.next('find', refusedWith('missing_scope'));
    await says('end', true);
    expect(calls()).toEqual(['find C1', 'post C1/null']);
  });

  it('whose answer was lost is looked for before it is posted again', async () => {
    const { says, goesOn, calls, fake, entry } = open();
    fake.next('post', { kind: 'unknown' });
    await says('once');
    expect(entry).toMatchObject({ mustFind: true, failures: 1, where: null });
    fake.found = '7.7';
    await goesOn();
    expect(entry).toMatchObject({ mustFind: false, where: { message: '7.7' }, failures: 0 });
    expect(calls()).toEqual(['post C1/null', 'find C1']);
  });

  it('that surely never arrived is not looked for', async () => {
    const { says, goesOn, calls, fake } = open();
    fake.next('post', { kind: 'unsent' });
    await says('once');
    await goesOn();
    expect(calls()).toEqual(['post C1/null', 'post C1/null']);
  });

  it('that was deleted drops its progress, and is posted once more at its end', async () => {
    const { says, goesOn, calls, fake, waiting } = open({ ref: 'C1/1.1' });
    fake.next('update', refusedWith('message_not_found'), refusedWith('message_not_found'));
    await says('half');
    expect(waiting()).toBeNull();
    await says('end', true);
    await goesOn();
    expect(calls()).toEqual(['update C1/1.1', 'update C1/1.1', 'post C1/null']);
    expect(waiting()).toBeNull();
  });

  it('whose thread is gone stands for itself', async () => {
    const { says, goesOn, calls, fake } = open({ thread: '1.0' });
    fake.next('post', refusedWith('thread_not_found'));
    await says('hello');
    await goesOn();
    expect(calls()).toEqual(['post C1/1.0', 'post C1/null']);
  });
});

describe('Slack asks to wait', () => {
  it('with a post: its channel pauses, and nobody counts it as a failure', async () => {
    const { says, fake, entry, ports, passes, waiting } = open();
    fake.next('post', { kind: 'limited', retryAfterMs: 7000 });
    await says('hello');
    expect(entry).toMatchObject({ notBeforeMs: 7000, failures: 0, mustFind: false });
    const turn = waiting();
    if (!turn) throw new Error('Nothing waits.');
    expect(ports.pace.waitMs(turn)).toBeGreaterThanOrEqual(7000);
    expect(ports.pace.waitMs({ ...turn, channel: 'C2' })).toBe(0);
    passes(9000);
    expect(ports.pace.waitMs(turn)).toBe(0);
  });

  it('with an edit: all edits pause', async () => {
    const { says, fake, waiting, ports } = open({ ref: 'C1/1.1' });
    fake.next('update', { kind: 'limited', retryAfterMs: 7000 });
    await says('hello');
    const turn = waiting();
    if (!turn) throw new Error('Nothing waits.');
    expect(ports.pace.waitMs({ ...turn, channel: 'C2' })).toBeGreaterThanOrEqual(7000);
  });

  it('longer with each failure that is its own', async () => {
    const { says, goesOn, fake, entry } = open();
    fake.next('post', { kind: 'unsent' }, { kind: 'unsent' }, { kind: 'unsent' });
    const waits: number[] = [];
    await says('hello');
    waits.push(entry.notBeforeMs);
    for (let n = 0; n < 2; n += 1) {
      await goesOn();
      waits.push(entry.notBeforeMs);
    }
    for (const [at, waitMs] of waits.entries()) {
      expect(waitMs).toBeGreaterThanOrEqual(500 * 2 ** at);
      expect(waitMs).toBeLessThanOrEqual(1000 * 2 ** at);
    }
  });
});

it('blocks that Slack refuses are said in plain ones, and then in words alone', async () => {
  const { says, goesOn, fake } = open();
  fake.next('post', refusedWith('invalid_blocks'), refusedWith('invalid_blocks'));
  await says('hello');
  await goesOn();
  await goesOn();
  expect(fake.made.map(({ body }) => body?.blocks?.[0]?.type)).toEqual(['markdown', 'section', undefined]);
  expect(fake.made.at(-1)?.body?.text).toBe('hello');
});

describe('a channel that is closed to labvm', () => {
  it('gives the message to its asker alone: its start, nothing between, and its end', async () => {
    const { says, goesOn, calls, fake, entry, waiting } = open();
    fake.next('post', refusedWith('not_in_channel'));
    await says('start');
    await goesOn();
    expect(fake.made[1]?.body?.text).toMatch(/start .*\/invite @labvm/);
    entry.state = { revision: 9, final: false, view: view({}) };
    expect(waiting()).toBeNull();
    await says('end', true);
    expect(calls().slice(0, 2)).toEqual(['post C1/null', `respond ${HOOK}`]);
    expect(entry.where).toEqual({ kind: 'told' });
  });

  it.each<readonly [string, SlackReply]>([
    ['there never was a way to answer', { ...ASKED, responseUrl: null }],
    ['it is too late to answer', { ...ASKED, at: NOW - 31 * 60_000 }],
  ])('gives it to the asker’s own where %s', async (_, reply) => {
    const { says, goesOn, calls, fake } = open({ reply });
    fake.next('post', refusedWith('channel_not_found'));
    await says('start');
    await goesOn();
    if (calls().at(-1) === 'find DM') await goesOn();
    expect(calls()).toEqual(['post C1/null', 'openDirect U1', 'find DM', 'post DM/null']);
    expect(fake.made.at(-1)?.body?.text).toMatch(/\/invite @labvm/);
  });

  it('gives it to the asker’s own where the answer is refused', async () => {
    const { says, goesOn, calls, fake } = open();
    fake.next('post', refusedWith('is_archived'));
    fake.next('respond', refusedWith('used_url'));
    await says('end', true);
    await goesOn();
    await goesOn();
    expect(calls()).toEqual(['post C1/null', `respond ${HOOK}`, 'openDirect U1', 'find DM', 'post DM/null']);
  });

  it('tries the answer again where it did not arrive', async () => {
    const { says, goesOn, calls, fake, entry } = open();
    fake.next('post', refusedWith('not_in_channel'));
    fake.next('respond', { kind: 'unsent' });
    await says('start');
    await goesOn();
    expect(calls()).toEqual(['post C1/null', `respond ${HOOK}`]);
    expect(entry).toMatchObject({ failures: 1, where: null });
  });

  it.each<readonly [string, Options]>([
    ['nobody asked for', { reply: null }],
    ['the asker cannot be written to', {}],
  ])('ends the message that %s', async (_, about) => {
    const { says, goesOn, fake, stored, entry, waiting } = open({ ...about });
    fake.next('post', refusedWith('not_in_channel'));
    fake.next('respond', refusedWith('used_url'));
    fake.next('openDirect', refusedWith('user_disabled'));
    await says('start');
    if (waiting()) await goesOn();
    expect(stored.at(-1)).toBe(`shown ${GIVEN_UP} null`);
    expect(entry.state?.final).toBe(true);
    expect(waiting()).toBeNull();
  });
});

it('what Slack refuses for good is given up, and stored so', async () => {
  const { says, stored, fake, waiting } = open();
  fake.next('post', refusedWith('msg_too_long'));
  await says('hello');
  expect(stored.at(-1)).toBe(`shown ${GIVEN_UP} null`);
  expect(waiting()).toBeNull();
});

it('a token that is dead ends everything, and gives nothing up', async () => {
  const { says, stored, fake, revoked } = open();
  fake.next('post', refusedWith('token_revoked'));
  await says('hello');
  expect(revoked).toEqual(['token_revoked']);
  expect(stored).toEqual(['attempted 0']);
});

describe('anything too long for a message', () => {
  it('is attached at its end, in its thread, once the message is stored', async () => {
    const { says, calls, stored } = open({ file: true });
    await says('half');
    await says('end', true);
    expect(calls()).toEqual(['post C1/null', 'update C1/TS', 'upload C1/TS']);
    expect(stored.at(-1)).toBe('shown 2 C1/TS');
  });

  it('is tried again without posting the message again', async () => {
    const { says, goesOn, calls, fake, stored } = open({ file: true });
    fake.next('upload', { kind: 'unsent' });
    await says('end', true);
    expect(stored).toEqual(['attempted 0', 'shown 0 C1/TS']);
    await goesOn();
    expect(calls()).toEqual(['post C1/null', 'upload C1/TS', 'upload C1/TS']);
    expect(stored.at(-1)).toBe('shown 1 C1/TS');
  });

  it('is left away where Slack takes no file', async () => {
    const { says, fake, stored } = open({ file: true });
    fake.next('upload', refusedWith('file_upload_size_restricted'));
    await says('end', true);
    expect(stored.at(-1)).toBe('shown 1 C1/TS');
  });

  it('goes to the asker’s own where the message is for them alone', async () => {
    const { says, goesOn, calls } = open({ file: true, ref: 'response' });
    await says('end', true);
    if (calls().length === 0) await goesOn();
    expect(calls()).toEqual([`respond ${HOOK}`, 'openDirect U1', 'upload DM/null']);
  });
});

describe('a picture', () => {
  it('goes to the asker’s own where the message is for them alone', async () => {
    const { says, goesOn, calls, fake } = open({ picture: true });
    fake.next('post', refusedWith('not_in_channel'));
    await says('end', true);
    await goesOn();
    expect(calls()).toEqual(['post C1/null', `respond ${HOOK}`, 'openDirect U1', 'uploadPicture DM']);
  });

  it('comes last, once the message is shown', async () => {
    const { says, calls, fake } = open({ picture: true });
    await says('end', true);
    expect(calls()).toEqual(['post C1/null', 'update C1/TS']);
    expect(fake.made.at(-1)?.body?.text).toBe('end with a picture');
  });

  it('that Slack does not show leaves a message that says the same', async () => {
    const { says, fake, stored, waiting } = open({ picture: true });
    fake.next('update', refusedWith('invalid_blocks'));
    await says('end', true);
    expect(stored.at(-1)).toBe('shown 1 C1/TS');
    expect(waiting()).toBeNull();
  });
});
