import { describe, expect, it } from 'vitest';
import { openSlack } from '../../../adapters/slack/index.ts';
import { settled } from '../../contract/chat-lab.ts';
import { eventually } from '../../support/eventually.ts';
import { openSlackLab, recordingLog, settingsOf, shownText } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };
const CREATE = ['/vm', 'create tiny web1', C1] as const;

describe('a message is there once', () => {
  it.concurrent('where Slack took it and hung up', async ({ onTestFinished }) => {
    const { slack, message, posted } = await openSlackLab({ onTestFinished });
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
    expect(slack.workspace.calls.some(({ method }) => method === 'conversations.history')).toBe(true);
  });

  it.concurrent('where Slack hung up before it took it', async ({ onTestFinished }) => {
    const { slack, message, posted } = await openSlackLab({ onTestFinished });
    slack.faults.next('chat.postMessage', { kind: 'drop' }, { kind: 'drop' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
  });

  it.concurrent.for([403, 408, 502])(
    'where a proxy on the way answers with %i',
    async (status, { onTestFinished }) => {
      const { slack, message, posted } = await openSlackLab({ onTestFinished });
      slack.faults.next('chat.postMessage', { kind: 'status', status });
      await slack.person('UANA').command(...CREATE);
      await message(/running/);
      expect(posted()).toHaveLength(1);
    },
  );

  it.concurrent('in a thread, too', async ({ onTestFinished }) => {
    const { slack, message, posted } = await openSlackLab({ onTestFinished });
    const draft = { text: 'class', blocks: [], channel: 'C1', thread: null, user: 'UANA', metadata: null };
    const root = slack.workspace.post(draft);
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').mention('vm create tiny web1', { channel: 'C1', thread: root.ts });
    await message(/running/);
    expect(posted()).toHaveLength(1);
    expect(slack.workspace.calls.some(({ method }) => method === 'conversations.replies')).toBe(true);
  });

  it.concurrent('or twice, and the log says which scope is missing, where the history may not be read', async ({
    onTestFinished,
  }) => {
    const { lines, log } = recordingLog();
    const { slack, message } = await openSlackLab({
      onTestFinished,
      log,
      scopes: ['chat:write', 'users:read', 'im:write'],
    });
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ needed: 'channels:history' }) }),
    );
  });
});

describe('Slack’s limits', () => {
  it.concurrent('a 429 is waited for as long as Slack says', async ({ onTestFinished }) => {
    const { slack, message, posted } = await openSlackLab({ onTestFinished });
    slack.faults.next('chat.postMessage', { kind: 'limited', retryAfterS: 2 });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
    const [refused, ...posts] = slack.workspace.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(refused?.error).toBe('ratelimited');
    expect(posts.map(({ atMs }) => atMs - (refused?.atMs ?? 0) >= 2000)).toEqual([true]);
  });

  it.concurrent('many who ask at once are all answered, each in their turn', async ({ onTestFinished }) => {
    const { slack } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    slack.faults.next('chat.postEphemeral', ...Array(3).fill({ kind: 'limited', retryAfterS: 1 }));
    await Promise.all(Array.from({ length: 9 }, () => ana.mention('image list', C1)));
    await slack.until('nine answers', () => ana.ephemerals().length === 9);
  });

  it.concurrent('blocks that a workspace does not have are said in plain ones, and not tried again', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const unknown = ['plan', 'data_table', 'table', 'rich_text'];
    for (const type of unknown) slack.faults.unknownBlocks.add(type);
    const ana = slack.person('UANA');
    await ana.command(...CREATE);
    const card = await message(/running/);
    expect(new Set(card.blocks.map(({ type }) => type))).toEqual(new Set(['header', 'section', 'actions']));
    await ana.command('/vm', 'create tiny web2', { channel: 'C2' });
    await message(/web2[\s\S]*running/);
    // Which states were sent is a matter of pace; each kind of block is refused once at most.
    const refused = slack.workspace.calls.filter(({ error }) => error === 'invalid_blocks');
    expect(refused.length).toBeLessThanOrEqual(unknown.length);
  });

  it.concurrent('blocks that Slack says beforehand it does not take are never sent', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({
      onTestFinished,
      trouble: ({ faults }) => void faults.unknownBlocks.add('plan').add('data_table'),
    });
    await slack.connected();
    await slack.until('the question', () =>
      slack.workspace.calls.some(({ method, error }) => method === 'blocks.validate' && error !== null),
    );
    const ana = slack.person('UANA');
    await ana.direct('image list');
    expect((await message(/tiny/)).blocks.map(({ type }) => type)).toContain('table');
    await ana.command(...CREATE);
    await message(/running/);
    const sent = slack.workspace.calls.filter(({ method }) => method.startsWith('chat.'));
    expect(sent.filter(({ error }) => error === 'invalid_blocks')).toEqual([]);
  });

  it.concurrent('one table that is refused spoils none of those that come later', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    const types = async () => (await message(/tiny/)).blocks.map(({ type }) => type);
    await ana.direct('image list');
    expect(await types()).toContain('data_table');
    slack.faults.next('chat.postMessage', ...Array(2).fill({ kind: 'error', error: 'invalid_blocks' }));
    const before = slack.workspace.messages.length;
    await ana.direct('image list');
    await slack.until('its answer', () => slack.workspace.messages.length === before + 2);
    expect(await types()).toContain('rich_text');
    await ana.direct('image list');
    await slack.until('its answer', () => slack.workspace.messages.length === before + 4);
    expect(await types()).toContain('data_table');
  });

  it.concurrent('a workspace that takes no blocks at all still hears everything', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    for (const type of [
      'plan',
      'data_table',
      'table',
      'rich_text',
      'header',
      'section',
      'context',
      'actions',
    ])
      slack.faults.unknownBlocks.add(type);
    await slack.person('UANA').command(...CREATE);
    expect((await message(/running/)).blocks).toEqual([]);
  });
});

describe('where labvm is not in the channel', () => {
  it.concurrent('the asker alone sees start and end, and how to invite it', async ({ onTestFinished }) => {
    const { slack, ephemeral, posted, world } = await openSlackLab({ onTestFinished });
    world.guests.bootMs = Number.POSITIVE_INFINITY;
    slack.workspace.addChannel('C9', { hasBot: false });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', { channel: 'C9' });
    const start = await ephemeral('UANA', /Creating web1/);
    expect(shownText(start)).toMatch(/\/invite @labvm/);
    world.guests.bootMs = 0;
    await ephemeral('UANA', /running/);
    expect(ana.ephemerals()).toHaveLength(2);
    expect(posted()).toEqual([]);
  });

  it.concurrent('the asker gets a picture directly, and is told so', async ({ onTestFinished }) => {
    const { slack, message, ephemeral } = await openSlackLab({ onTestFinished });
    slack.workspace.addChannel('C9', { hasBot: false });
    const ana = slack.person('UANA');
    await ana.command(...CREATE);
    await message(/running/);
    await ana.command('/vm', 'screenshot web1', { channel: 'C9' });
    const told = await ephemeral('UANA', /Screen of web1/);
    expect(shownText(told)).toMatch(/picture is in your direct messages[\s\S]*\/invite @labvm/);
    const file = await slack.until('the picture', () => slack.workspace.files[0]);
    expect(file).toMatchObject({ channel: 'DUANA', name: 'screen-of-web1.png' });
  });

  it.concurrent('the asker gets it directly where his answers came too late', async ({ onTestFinished }) => {
    const { slack, ephemeral, message, world } = await openSlackLab({ onTestFinished });
    slack.workspace.addChannel('C9', { kind: 'private', hasBot: false });
    world.guests.bootMs = Number.POSITIVE_INFINITY;
    await slack.person('UANA').command('/vm', 'create tiny web1', { channel: 'C9' });
    await ephemeral('UANA', /Creating web1/);
    slack.expireResponseUrls();
    world.guests.bootMs = 0;
    const card = await message(/running/);
    expect(card).toMatchObject({ channel: 'DUANA' });
    expect(shownText(card)).toMatch(/\/invite @labvm/);
  });

  it.concurrent.for(['no_permission', 'ekm_access_denied', 'restricted_action'] as const)(
    'and a channel that is closed with "%s" closes nothing else',
    async (error, { onTestFinished }) => {
      const { slack, ephemeral } = await openSlackLab({ onTestFinished });
      slack.faults.next('chat.postMessage', ...Array(5).fill({ kind: 'error', error }));
      await slack.person('UANA').command(...CREATE);
      await ephemeral('UANA', /running/);
      expect(slack.sockets.open).toBe(1);
    },
  );

  it.concurrent('and an archived channel is no reason to lose anything', async ({ onTestFinished }) => {
    const { slack, ephemeral, world } = await openSlackLab({ onTestFinished });
    const channel = slack.workspace.addChannel('C9');
    channel.isArchived = true;
    await slack.person('UANA').command('/vm', 'create tiny web1', { channel: 'C9' });
    await ephemeral('UANA', /running/);
    expect(world.machine('web1').power).toBe('running');
  });
});

it.concurrent('a message that somebody deleted is there again at its end', async ({ onTestFinished }) => {
  const { slack, message, posted, world } = await openSlackLab({ onTestFinished });
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  await slack.person('UANA').command(...CREATE);
  slack.workspace.remove(await message(/Creating web1/));
  world.guests.bootMs = 0;
  await message(/running/);
  expect(posted()).toHaveLength(1);
});

describe('a change that nobody asked for', () => {
  it.concurrent('is told in the thread of the machine’s card', async ({ onTestFinished }) => {
    const { slack, message, world, lab } = await openSlackLab({ onTestFinished });
    await slack.person('UANA').command(...CREATE);
    const card = await message(/running/);
    await settled(lab(), 'web1');
    world.destroyedBySomebody('web1');
    expect(await message(/web1 was switched off by force/)).toMatchObject({ channel: 'C1', thread: card.ts });
  });

  it.concurrent('is only logged where the machine has no card here', async ({ onTestFinished }) => {
    const { lines, log } = recordingLog();
    const { world, lab, posted } = await openSlackLab({ onTestFinished, log });
    const desk = lab().app.desk;
    const created = await desk.receive({
      id: 'elsewhere',
      actor: { id: 'terminal:local', displayName: 'root' },
      place: { chat: 'terminal', channel: 'local' },
      locale: 'en',
      line: '/vm create tiny web1',
    });
    if (created.kind !== 'accepted') throw new Error('It was not accepted.');
    const answer = await created.answer();
    if (answer.kind !== 'started') throw new Error('It did not start.');
    await settled(lab(), 'web1');
    world.crash('web1');
    const said = 'a change of a machine without a card here';
    await eventually('a line in the log', () => lines.some(({ text }) => text === said));
    expect(posted()).toEqual([]);
  });
});

describe('the socket', () => {
  it.concurrent.for(['warning', 'refresh_requested'] as const)(
    'is renewed after "%s"',
    async (reason, { onTestFinished }) => {
      const { slack, message } = await openSlackLab({ onTestFinished });
      slack.sockets.sayGoodbye(reason);
      await slack.until('another socket', () => slack.sockets.greeted > 1 && slack.sockets.open > 0);
      await slack.person('UANA').command(...CREATE);
      await message(/running/);
    },
  );

  it.concurrent('that is ended because Socket Mode is switched off says so', async ({ onTestFinished }) => {
    const { lines, log } = recordingLog();
    const { slack } = await openSlackLab({ onTestFinished, log });
    slack.sockets.sayGoodbye('link_disabled');
    await slack.until('another try', () => slack.sockets.greeted > 1);
    expect(lines.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Socket Mode is switched off'),
    );
  });

  it.concurrent('is renewed when it breaks, and nothing that was asked is lost', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    const asking = ana.mention('vm create tiny web1', C1);
    slack.sockets.breakAll();
    await asking;
    await message(/running/);
  });
});

describe('tokens', () => {
  it.concurrent.for([
    ['SLACK_BOT_TOKEN', { botToken: 'xoxb-wrong' }],
    ['SLACK_APP_TOKEN', { delivery: { kind: 'socket', appToken: 'xapp-wrong' } }],
  ] as const)('a wrong %s stops the start with a sentence', async ([variable, wrong], { onTestFinished }) => {
    const { slack, lab } = await openSlackLab({ onTestFinished });
    const settings = { ...settingsOf(slack), ...wrong };
    const desk = lab().app.desk;
    const memory = { get: async () => undefined, set: async () => true };
    const log = recordingLog();
    const opening = openSlack({ settings, desk, commands: [], locale: 'en', memory, log: log.log });
    await expect(opening).rejects.toMatchObject({
      name: 'UserError',
      text: { en: expect.stringContaining(variable) },
      hint: { en: expect.stringContaining('api.slack.com') },
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/xoxb-|xapp-/);
  });

  it.concurrent('that are revoked later end this chat, and nothing else', async ({ onTestFinished }) => {
    const { lines, log } = recordingLog();
    const { slack, lab } = await openSlackLab({ onTestFinished, log });
    slack.revoke();
    await slack.person('UANA').command(...CREATE);
    await slack.until('no socket', () => slack.sockets.open === 0);
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { text: 'Slack no longer takes our token: labvm has left this workspace' },
    ]);
    const received = await lab().app.desk.receive({
      id: 'still-there',
      actor: { id: 'terminal:local', displayName: 'root' },
      place: { chat: 'terminal', channel: 'local' },
      locale: 'en',
      line: '/vm list',
    });
    expect(received.kind).toBe('accepted');
  });
});
