import { describe, expect, it } from 'vitest';
import { openSlack } from '../../../adapters/slack/index.ts';
import { openSlackLab, recordingLog, settingsOf, shownText } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };
const CREATE = ['/vm', 'create tiny web1', C1] as const;

describe('a message is there once', () => {
  it('where Slack took it and hung up', async () => {
    const { slack, message, posted } = await openSlackLab();
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
    expect(slack.workspace.calls.some(({ method }) => method === 'conversations.history')).toBe(true);
  });

  it('where Slack hung up before it took it', async () => {
    const { slack, message, posted } = await openSlackLab();
    slack.faults.next('chat.postMessage', { kind: 'drop' }, { kind: 'drop' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
  }, 15_000);

  it('where Slack answers with a proxy’s page', async () => {
    const { slack, message, posted } = await openSlackLab();
    slack.faults.next('chat.postMessage', { kind: 'status', status: 502 });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(posted()).toHaveLength(1);
  }, 15_000);

  it('in a thread, too', async () => {
    const { slack, message, posted } = await openSlackLab();
    const draft = { text: 'class', blocks: [], channel: 'C1', thread: null, user: 'UANA', metadata: null };
    const root = slack.workspace.post(draft);
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').mention('vm create tiny web1', { channel: 'C1', thread: root.ts });
    await message(/running/);
    expect(posted()).toHaveLength(1);
    expect(slack.workspace.calls.some(({ method }) => method === 'conversations.replies')).toBe(true);
  });

  it('or twice, and the log says which scope is missing, where the history may not be read', async () => {
    const { lines, log } = recordingLog();
    const { slack, message } = await openSlackLab({ log, scopes: ['chat:write', 'users:read', 'im:write'] });
    slack.faults.next('chat.postMessage', { kind: 'hang-up' });
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
    expect(lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ needed: 'channels:history' }) }),
    );
  });
});

describe('Slack’s limits', () => {
  it('a 429 is waited for as long as Slack says', async () => {
    const { slack, message, posted } = await openSlackLab();
    slack.faults.next('chat.postMessage', { kind: 'limited', retryAfterS: 2 });
    const askedAt = performance.now();
    await slack.person('UANA').command(...CREATE);
    const card = await message(/running/);
    expect(posted()).toHaveLength(1);
    expect((card.history[0]?.atMs ?? 0) - askedAt).toBeGreaterThan(2000);
  });

  it('blocks that a workspace does not have are said in plain ones, and not tried again', async () => {
    const { slack, message } = await openSlackLab();
    for (const type of ['plan', 'table', 'rich_text']) slack.faults.unknownBlocks.add(type);
    const ana = slack.person('UANA');
    await ana.command(...CREATE);
    const card = await message(/running/);
    expect(new Set(card.blocks.map(({ type }) => type))).toEqual(new Set(['header', 'section', 'actions']));
    const refused = () => slack.workspace.calls.filter(({ error }) => error === 'invalid_blocks').length;
    const before = refused();
    expect(before).toBeLessThanOrEqual(2);
    await ana.command('/vm', 'create tiny web2', { channel: 'C2' });
    await message(/web2[\s\S]*running/);
    expect(refused()).toBe(before);
  });

  it('a workspace that takes no blocks at all still hears everything', async () => {
    const { slack, message } = await openSlackLab();
    for (const type of ['plan', 'table', 'rich_text', 'header', 'section', 'context', 'actions'])
      slack.faults.unknownBlocks.add(type);
    await slack.person('UANA').command(...CREATE);
    expect((await message(/running/)).blocks).toEqual([]);
  });
});

describe('where labvm is not in the channel', () => {
  it('the asker alone sees start and end, and how to invite it', async () => {
    const { slack, ephemeral, posted } = await openSlackLab();
    slack.workspace.addChannel('C9', { hasBot: false });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', { channel: 'C9' });
    const start = await ephemeral('UANA', /Creating web1/);
    expect(shownText(start)).toMatch(/\/invite @labvm/);
    await ephemeral('UANA', /running/);
    expect(ana.ephemerals()).toHaveLength(2);
    expect(posted()).toEqual([]);
  });

  it('the asker gets it directly where his answers came too late', async () => {
    const { slack, ephemeral, message, world } = await openSlackLab();
    slack.workspace.addChannel('C9', { kind: 'private', hasBot: false });
    world.guests.bootMs = 1500;
    await slack.person('UANA').command('/vm', 'create tiny web1', { channel: 'C9' });
    await ephemeral('UANA', /Creating web1/);
    slack.expireResponseUrls();
    const card = await message(/running/);
    expect(card).toMatchObject({ channel: 'DUANA' });
    expect(shownText(card)).toMatch(/\/invite @labvm/);
  });

  it('and an archived channel is no reason to lose anything', async () => {
    const { slack, ephemeral, world } = await openSlackLab();
    const channel = slack.workspace.addChannel('C9');
    channel.isArchived = true;
    await slack.person('UANA').command('/vm', 'create tiny web1', { channel: 'C9' });
    await ephemeral('UANA', /running/);
    expect(world.machine('web1').power).toBe('running');
  });
});

it('a message that somebody deleted is there again at its end', async () => {
  const { slack, message, posted, world } = await openSlackLab();
  world.guests.bootMs = 2500;
  await slack.person('UANA').command(...CREATE);
  slack.workspace.remove(await message(/Creating web1/));
  await message(/running/);
  expect(posted()).toHaveLength(1);
});

describe('a change that nobody asked for', () => {
  it('is told in the thread of the machine’s card', async () => {
    const { slack, message, world, lab } = await openSlackLab();
    await slack.person('UANA').command(...CREATE);
    const card = await message(/running/);
    await settled(lab(), 'web1');
    world.destroyedBySomebody('web1');
    expect(await message(/web1 was switched off by force/)).toMatchObject({ channel: 'C1', thread: card.ts });
  }, 15_000);

  it('is only logged where the machine has no card here', async () => {
    const { lines, log } = recordingLog();
    const { slack, world, lab, posted } = await openSlackLab({ log });
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
    for await (const sight of desk.follow(answer.jobId, AbortSignal.timeout(5000))) if (sight.finished) break;
    await settled(lab(), 'web1');
    world.crash('web1');
    await slack.until('a line in the log', () => {
      setTimeout(slack.workspace.stage.changed, 20);
      return lines.some(({ text }) => text === 'a change of a machine without a card here');
    });
    expect(posted()).toEqual([]);
  }, 15_000);
});

/** Changes up to three seconds after a job count as its own: `src/notify/asked.ts`. */
async function settled(
  lab: Awaited<ReturnType<typeof openSlackLab>>['lab'] extends () => infer L ? L : never,
  vm: string,
) {
  while ((await lab.store.jobs.ofVm(vm, new Date(Date.now() - 3000))).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('the socket', () => {
  it.each(['warning', 'refresh_requested'] as const)('is renewed at once after "%s"', async (reason) => {
    const { slack, message } = await openSlackLab();
    const saidAt = performance.now();
    slack.sockets.sayGoodbye(reason);
    await slack.until('another socket', () => slack.sockets.greeted > 1 && slack.sockets.open > 0);
    expect(performance.now() - saidAt).toBeLessThan(1500);
    await slack.person('UANA').command(...CREATE);
    await message(/running/);
  });

  it('is renewed when it breaks, and nothing that was asked is lost', async () => {
    const { slack, message } = await openSlackLab();
    const ana = slack.person('UANA');
    const asking = ana.mention('vm create tiny web1', C1);
    slack.sockets.breakAll();
    await asking;
    await message(/running/);
  }, 20_000);
});

describe('tokens', () => {
  it.each([
    ['SLACK_BOT_TOKEN', { botToken: 'xoxb-wrong' }],
    ['SLACK_APP_TOKEN', { delivery: { kind: 'socket', appToken: 'xapp-wrong' } }],
  ] as const)('a wrong %s stops the start with a sentence', async (variable, wrong) => {
    const { slack, lab } = await openSlackLab();
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

  it('that are revoked later end this chat, and nothing else', async () => {
    const { lines, log } = recordingLog();
    const { slack, lab } = await openSlackLab({ log });
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
