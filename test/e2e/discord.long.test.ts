import { afterEach, describe, expect, it } from 'vitest';
import { buttonsOf, shownText } from '../adapters/discord/support/shown.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { deleteMachines } from './support/clean.ts';
import { startDiscordService } from './support/discord.ts';
import { leftOvers, virsh } from './support/host.ts';

const ANA = '345678901234567890';
const EVA = '345678901234567891';
const SPANISH = { name: 'Eva', locale: 'es-ES' };
const RUNNING = /web1[\s\S]*State:\*\* running/;

describe('labvm in Discord, with real machines', () => {
  afterEach(deleteMachines);

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
    // As no Discord sends them.
    for (const frame of [
      {},
      { id: '1', type: 2 },
      { id: '2', type: 3, data: {} },
      { id: '3', type: 99 },
      null,
    ])
      discord.gateway.dispatch('INTERACTION_CREATE', frame);
    const { ack } = await discord.person(ANA).command('/vm list');
    // Answered at once, or promised first where the machine is busy.
    expect([4, 5]).toContain(ack?.type);
    expect(discord.gateway.identified).toBe(before);
  });

  it('somebody’s virsh destroy is a reply to the card', async () => {
    const { discord, message } = await startDiscordService();
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    const card = await message(RUNNING);
    await virsh('destroy', 'web1');
    expect(await message(/web1 was switched off by force/)).toMatchObject({
      channel: card.channel,
      replyTo: card.id,
    });
  });

  it(
    'the gateway is away for two minutes while ten machines are made: every card arrives, and none twice',
    async () => {
      const { discord, message, posted } = await startDiscordService();
      const ana = discord.person(ANA);
      for (let at = 1; at <= 10; at += 1) {
        const done = await ana.command(`/vm create image:tiny name:web${at}`);
        expect(done.ack).not.toBeNull();
      }
      discord.gateway.away();
      const awayAt = performance.now();
      for (let at = 1; at <= 10; at += 1)
        await message(new RegExp(`web${at}\\n[\\s\\S]*State:\\*\\* running`), 600_000);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, awayAt + 120_000 - performance.now())));
      discord.gateway.back();
      await discord.until('labvm again', () => discord.gateway.open > 0, PATIENCE_MS);
      expect(posted()).toHaveLength(10);
      const { ack } = await ana.command('/vm list');
      expect([4, 5]).toContain(ack?.type);
      expect(discord.breaches).toEqual([]);
    },
    5 * PATIENCE_MS,
  );
});
