import { describe, expect, it } from 'vitest';
import { settled } from '../../contract/chat-lab.ts';
import { buttonsOf, openSlackLab, shownText } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

describe('somebody in Slack', () => {
  it.concurrent('types a slash command: acknowledged at once, one message, a card with buttons', async ({
    onTestFinished,
  }) => {
    const { slack, message, posted } = await openSlackLab({ onTestFinished });
    const { ack } = await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    expect(ack?.body).toEqual({});
    const card = await message(/running/);
    expect(buttonsOf(card)).toEqual(['Console', 'Stop', 'Restart', 'Delete']);
    expect(card.text).toMatch(/web1[\s\S]*running/);
    expect(posted()).toHaveLength(1);
    expect(card.history.length).toBeGreaterThan(1);
  });

  it.concurrent('is answered alone where the answer is nobody else’s', async ({ onTestFinished }) => {
    const { slack, ephemeral, posted } = await openSlackLab({ onTestFinished });
    await slack.person('UANA').command('/image', 'list', C1);
    await ephemeral('UANA', /tiny/);
    expect(posted()).toEqual([]);
  });

  it.concurrent('says everything behind /labvm, and is told how Slack’s own words are typed', async ({
    onTestFinished,
  }) => {
    const { slack, ephemeral } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/labvm', 'image list', C1);
    await ephemeral('UANA', /tiny/);
    await ana.command('/labvm', '', C1);
    const help = await ephemeral('UANA', /Virtual machines/);
    expect(shownText(help)).toMatch(/\/labvm help vm/);
    expect(shownText(help)).not.toMatch(/(^|\s)\/help/);
  });

  it.concurrent('mentions labvm in a thread, and everything stays there', async ({ onTestFinished }) => {
    const { slack, message, ephemeral } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    const root = slack.workspace.post({
      text: 'class',
      blocks: [],
      channel: 'C1',
      thread: null,
      user: 'UANA',
      metadata: null,
    });
    await ana.mention('vm create tiny web1', { channel: 'C1', thread: root.ts });
    const card = await message(/running/);
    expect(card).toMatchObject({ channel: 'C1', thread: root.ts });
    await ana.mention('vm lst', { channel: 'C1', thread: root.ts });
    expect(shownText(await ephemeral('UANA', /no command/))).toMatch(/@labvm vm list/);
    await ana.mention('image list', { channel: 'C1', thread: root.ts });
    expect(await ephemeral('UANA', /tiny/)).toMatchObject({ thread: root.ts, via: 'postEphemeral' });
    await slack.person('UBEN').press(card, 'Stop');
    const refused = await ephemeral('UBEN', /web1 is not yours/);
    expect(refused).toMatchObject({ thread: root.ts, via: 'response_url' });
    await ana.press(card, 'Console');
    expect(await ephemeral('UANA', /Console of web1/)).toMatchObject({ thread: root.ts });
    await ana.press(card, 'Stop');
    expect(await message(/State off|off/)).toMatchObject({ thread: root.ts });
  });

  it.concurrent('writes in a thread of their direct messages, and is answered there', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.direct('image list');
    const { ts } = await message(/tiny/);
    await ana.direct('vm lst', { thread: ts });
    expect(await message(/no command/)).toMatchObject({ channel: 'DUANA', thread: ts });
  });

  it.concurrent('presses a card that was answered in its thread, and is answered in the channel', async ({
    onTestFinished,
  }) => {
    const { slack, message, ephemeral, world, lab } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    const card = await message(/running/);
    await settled(lab(), 'web1');
    world.destroyedBySomebody('web1');
    expect(await message(/switched off by force/)).toMatchObject({ thread: card.ts });
    await ana.press(slack.workspace.find('C1', card.ts) ?? card, 'Console');
    expect(await ephemeral('UANA', /console/i)).toMatchObject({ channel: 'C1', thread: null });
  });

  it.concurrent('keeps a card that they alone see, whatever they press on it', async ({ onTestFinished }) => {
    const { slack, message, ephemeral } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    await message(/running/);
    await ana.command('/vm', 'show web1', C1);
    const card = await ephemeral('UANA', /web1[\s\S]*running/);
    await ana.press(card, 'Console');
    await ephemeral('UANA', /Console of web1/);
    expect(ana.ephemerals()).toContain(card);
  });

  it.concurrent('is greeted back, with a hand, and helped where he only calls', async ({
    onTestFinished,
  }) => {
    const { slack, message, ephemeral } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA', { locale: 'es-ES' });
    await ana.direct('¡Hola!');
    expect(shownText(await message(/Soy labvm/))).toMatch(/\/vm create tiny[\s\S]*\/labvm help/);
    const ben = slack.person('UBEN');
    await ben.mention('good morning', C1);
    expect(shownText(await ephemeral('UBEN', /Hello! This is labvm/))).toMatch(/\/vm create tiny/);
    await ben.mention('', C1);
    await ephemeral('UBEN', /For details about one|What each of them offers/);
    for (const text of ['', 'help', 'ayuda']) await ben.command('/vm', text, C1);
    await slack.until('help, three times', () => {
      const said = ben
        .ephemerals()
        .map(shownText)
        .filter((one) => !one.includes('/image'));
      const helps = said.filter((one) => /\/vm create\b[\s\S]*\/vm delete/.test(one));
      return helps.length >= 3;
    });
    expect(slack.timeouts).toEqual([]);
  });

  it.concurrent('writes to labvm directly, without a slash', async ({ onTestFinished }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.direct('image list');
    expect(await message(/tiny/)).toMatchObject({ channel: 'DUANA', thread: null });
    await ana.direct('vm create tiny web1');
    expect(await message(/web1[\s\S]*running/)).toMatchObject({ channel: 'DUANA' });
  });

  it.concurrent('is heard once, however often Slack delivers what he wrote', async ({ onTestFinished }) => {
    const { slack, message, lab, posted } = await openSlackLab({ onTestFinished });
    await slack.person('UANA').mention('vm create tiny', C1, { times: 3 });
    await message(/running/);
    expect(await lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
    expect(posted()).toHaveLength(1);
  });

  it.concurrent('is answered in his language, beside somebody with another one', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA', { locale: 'es-ES' });
    const ben = slack.person('UBEN', { locale: 'en-GB' });
    await Promise.all([
      ana.command('/vm', 'crear tiny de-ana', C1),
      ben.command('/vm', 'create tiny bens', { channel: 'C2' }),
    ]);
    expect(shownText(await message(/de-ana[\s\S]*encendida|de-ana[\s\S]*marcha/))).toMatch(/Dirección/);
    expect(shownText(await message(/bens[\s\S]*running/))).toMatch(/Address/);
  });

  it.concurrent('is named by what he calls himself, and can mention nobody by it', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const name = '<!channel> @everyone *Ana* <https://x.example|here> `a`';
    await slack.person('UANA', { displayName: name }).command('/vm', 'create tiny web1', C1);
    const card = await message(/running/);
    expect(card.text).not.toMatch(/<|>|@everyone/);
    expect(JSON.stringify(card.blocks)).not.toContain('mrkdwn');
    expect(shownText(card)).toContain('<!channel> @everyone *Ana*');
  });

  it.concurrent('is asked before a machine is deleted, by Slack itself, with what will be lost', async ({
    onTestFinished,
  }) => {
    const { slack, message, world } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    const { asked } = await ana.press(await message(/running/), 'Delete');
    expect(asked).toMatch(/web1 .*1 GiB disk.*cannot be undone/s);
    await message(/web1 has been deleted/);
    expect(world.machines.size).toBe(0);
  });

  it.concurrent('is asked once where he types a delete, and can say no', async ({ onTestFinished }) => {
    const { slack, message, ephemeral, world } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    await message(/running/);
    await ana.command('/vm', 'delete web1', C1);
    const question = await ephemeral('UANA', /Delete web1\?/);
    expect(buttonsOf(question)).toEqual(['Delete', 'Cancel']);
    expect((await ana.press(question, 'Cancel')).asked).toBeNull();
    await ephemeral('UANA', /Nothing was changed/);
    expect(question.isDeleted).toBe(true);
    expect(world.machines.size).toBe(1);

    // Where it stays for both to see, it goes away as well.
    await ana.direct('vm delete web1');
    const direct = await message(/Delete web1\?/);
    expect((await ana.press(direct, 'Delete')).asked).toBeNull();
    await message(/web1 has been deleted/);
    expect(slack.workspace.find('DUANA', direct.ts)).toBeUndefined();
    expect(world.machines.size).toBe(0);
  });

  it.concurrent('presses a button of a machine that is gone, and the message says so instead', async ({
    onTestFinished,
  }) => {
    const { slack, message, world } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    const card = await message(/running/);
    world.removedBySomebody('web1');
    await ana.press(card, 'Restart');
    const told = await slack.until('a card without buttons', () => {
      const now = slack.workspace.find('C1', card.ts);
      return now && buttonsOf(now).length === 0 && now;
    });
    expect(shownText(told)).toMatch(/There is no machine called web1/);
  });

  it.concurrent('cannot spoil somebody else’s card by pressing what is not his', async ({
    onTestFinished,
  }) => {
    const { slack, message, ephemeral } = await openSlackLab({ onTestFinished });
    await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    const card = await message(/running/);
    await slack.person('UBEN').press(card, 'Stop');
    await ephemeral('UBEN', /web1/);
    expect(buttonsOf(slack.workspace.find('C1', card.ts) ?? card)).toEqual([
      'Console',
      'Stop',
      'Restart',
      'Delete',
    ]);
  });

  it.concurrent('gets anything too long for a message as a file that nobody else sees', async ({
    onTestFinished,
  }) => {
    const { slack, message, ephemeral, world } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    await message(/running/);
    world.machine('web1').console = Array.from(
      { length: 200 },
      (_, at) => `<!channel> of a guest: line ${at}`,
    ).join('\n');
    await ana.command('/vm', 'log web1 --lines 200', C1);
    const said = await ephemeral('UANA', /line 199/);
    expect(shownText(said)).toMatch(/file/);
    const file = await slack.until('a file', () => slack.workspace.files[0]);
    expect(file).toMatchObject({ channel: 'DUANA', name: 'web1-log.txt' });
    expect(file.text).toMatch(/line 0\n[\s\S]*line 199/);
  });
});
