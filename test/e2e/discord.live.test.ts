import { afterEach, describe, expect, it } from 'vitest';
import { buttonsOf, shownText } from '../adapters/discord/support/shown.ts';
import { startDiscordService } from './support/discord.ts';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { json } from './support/labvm.ts';

const ANA = '345678901234567890';
const EVA = '345678901234567891';
const SPANISH = { name: 'Eva', locale: 'es-ES' };
const RUNNING = /web1[\s\S]*State:\*\* running/;

describe('labvm in Discord, with real machines', () => {
  afterEach(async () => {
    for (const name of (await leftOvers()).domains) await json(`/vm delete ${name} --yes`);
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('a command becomes one message that ends as a card; its buttons work', async () => {
    const { discord, message, posted } = await startDiscordService();
    const ana = discord.person(ANA, { name: 'Ana' });
    const { ack } = await ana.command('/vm create image:tiny name:web1');
    expect(ack?.afterMs).toBeLessThan(1000);
    const card = await message(/web1[\s\S]*State:\*\* running[\s\S]*\d+\.\d+\.\d+\.\d+/);
    expect(posted()).toHaveLength(1);
    expect(card.history.length).toBeGreaterThan(2);
    await ana.press(card, 'Stop');
    const off = await message(/web1[\s\S]*State:\*\* off/);
    await ana.press(off, 'Delete');
    const question = await message(/Delete web1\?/);
    expect(question.onlyFor).toBe(ANA);
    await ana.press(question, 'Delete');
    await message(/web1 is deleted/);
    expect(discord.timeouts).toEqual([]);
    expect(discord.breaches).toEqual([]);
  });

  it('a form makes a machine, in Spanish, and a button on its card works after a restart', async () => {
    const { discord, message, kill, start } = await startDiscordService();
    const eva = discord.person(EVA, SPANISH);
    await eva.command('/labvm command:vm crear');
    const form = eva.modals().at(-1);
    if (!form) throw new Error('No form was opened.');
    await eva.submit(form, { image: 'tiny', name: 'web1' });
    const card = await message(/web1[\s\S]*Estado:\*\* en marcha/);
    expect(buttonsOf(card)).toContain('Apagar');
    await kill();
    await start();
    await eva.press(card, 'Apagar');
    await message(/web1[\s\S]*Estado:\*\* apagada/);
    expect(discord.breaches).toEqual([]);
  });

  it('kill -9 during a job: the same message goes on', async () => {
    const { discord, message, posted, kill, start } = await startDiscordService();
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    const before = await message(/✅ Start/);
    await kill();
    await start();
    const card = await message(RUNNING);
    expect(card.id).toBe(before.id);
    expect(posted()).toHaveLength(1);
    expect((await leftOvers()).domains).toEqual(['web1']);
  });

  it('kill -9 between an answer and its receipt: no second message', async () => {
    const { discord, message, posted, kill, start } = await startDiscordService();
    discord.faults.next('PATCH /webhooks/:id/:token/messages/:id', { kind: 'delay', ms: 120_000 });
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    await message(/web1/);
    await kill();
    await start();
    await message(RUNNING);
    expect(posted()).toHaveLength(1);
  });

  it('kill -9 between a post and its receipt: no second message', async () => {
    const { discord, message, posted, kill, start } = await startDiscordService();
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    await message(RUNNING);
    // What happens within three seconds of a job counts as its own.
    await new Promise((resolve) => setTimeout(resolve, 3200));
    discord.faults.next('POST /channels/:id/messages', { kind: 'delay', ms: 120_000 });
    await virsh('destroy', 'web1');
    await message(/web1 was switched off by force/);
    await kill();
    await start();
    await discord.until('the look for it', () =>
      discord.space.calls.some(({ route }) => route === 'GET /channels/:id/messages'),
    );
    await discord.person(ANA).command('/vm list');
    expect(posted().filter((one) => /by force/.test(shownText(one)))).toHaveLength(1);
  });

  it('kill -9 right after the acknowledgement loses nothing', async () => {
    const { discord, message, posted, kill, start } = await startDiscordService();
    const { ack } = await discord.person(ANA).command('/vm create image:tiny name:web1');
    expect(ack).not.toBeNull();
    await kill();
    await start();
    await message(RUNNING);
    expect(posted()).toHaveLength(1);
  });

  it('a frame that nobody understands ends nothing', async () => {
    const { discord } = await startDiscordService();
    const before = discord.gateway.identified;
    for (const frame of [
      {},
      { id: '1', type: 2 },
      { id: '2', type: 3, data: {} },
      { id: '3', type: 99 },
      null,
    ])
      discord.gateway.dispatch('INTERACTION_CREATE', frame);
    const { ack } = await discord.person(ANA).command('/vm list');
    expect(ack?.type).toBe(4);
    expect(discord.gateway.identified).toBe(before);
  });

  it('somebody’s virsh destroy is a reply to the card', async () => {
    const { discord, message } = await startDiscordService();
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    const card = await message(RUNNING);
    await new Promise((resolve) => setTimeout(resolve, 3200));
    await virsh('destroy', 'web1');
    expect(await message(/web1 was switched off by force/)).toMatchObject({
      channel: card.channel,
      replyTo: card.id,
    });
  });

  it('the gateway is away for two minutes while ten machines are made: every card arrives, and none twice', async () => {
    const { discord, message, posted } = await startDiscordService();
    const ana = discord.person(ANA);
    for (let at = 1; at <= 10; at += 1) {
      const done = await ana.command(`/vm create image:tiny name:web${at}`);
      expect(done.ack).not.toBeNull();
    }
    discord.gateway.away();
    const awayAt = performance.now();
    for (let at = 1; at <= 10; at += 1)
      await message(new RegExp(`web${at}\\n[\\s\\S]*State:\\*\\* running`), 240_000);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, awayAt + 120_000 - performance.now())));
    discord.gateway.back();
    await discord.until('labvm again', () => discord.gateway.open > 0, 60_000);
    expect(posted()).toHaveLength(10);
    const { ack } = await ana.command('/vm list');
    expect(ack?.type).toBe(4);
    expect(discord.breaches).toEqual([]);
  }, 400_000);
});
