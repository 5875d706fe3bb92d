import { once } from 'node:events';
import { Client, DiscordAPIError, Events, GatewayIntentBits, MessageFlags, REST, Routes } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DiscordServer, type DiscordServerOptions, startDiscordServer } from './index.ts';
import { FIRST_ANSWER_MS } from './interactions.ts';

const ANA = '345678901234567890';
const SILENT = { allowed_mentions: { parse: [] } };
const HELLO = { content: 'hello', ...SILENT };
const COMMANDS = [
  {
    name: 'vm',
    description: 'Machines',
    options: [
      {
        type: 1,
        name: 'create',
        description: 'Create',
        options: [{ type: 3, name: 'image', description: 'An image', required: true, autocomplete: true }],
      },
    ],
  },
];

/** The unmodified SDK, with nothing tried twice. */
async function open(options: DiscordServerOptions = {}) {
  const discord = await startDiscordServer(options);
  onTestFinished(() => discord.close());
  const rest = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(
    discord.token,
  );
  return { discord, rest };
}

async function enter(discord: DiscordServer, rest: REST, intents: number[] = []) {
  const client = new Client({ intents, rest: { api: discord.apiUrl } });
  onTestFinished(() => client.destroy());
  await client.login(discord.token);
  await rest.put(Routes.applicationCommands(discord.appId), { body: COMMANDS });
  return client;
}

async function codeOf(asking: Promise<unknown>): Promise<number | string> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DiscordAPIError ? error.code : `not refused: ${String(error)}`;
}

describe('a message', () => {
  it('keeps a card a card', async () => {
    const { discord, rest } = await open();
    const card = {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: 'web1' }],
      ...SILENT,
    };
    const { id, components } = (await rest.post(Routes.channelMessages(discord.channel), { body: card })) as {
      id: string;
      components: { id: number }[];
    };
    expect(components[0]?.id).toBe(1);
    const route = Routes.channelMessage(discord.channel, id);
    expect(await codeOf(rest.patch(route, { body: HELLO }))).toBe(50_035);
    await rest.patch(route, { body: { ...card, components: [{ type: 10, content: 'web2' }] } });
  });
});

describe('an interaction', () => {
  it('is answered once, in time, and then for fifteen minutes', async () => {
    const { discord, rest } = await open();
    const client = await enter(discord, rest);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply({ content: 'done', allowedMentions: { parse: [] } });
    });
    const { ack, message } = await discord.person(ANA).command('/vm create image:tiny');
    expect(ack?.type).toBe(5);
    await discord.until('the answer', () => message()?.content === 'done');
    const { token, id } = (await discord.until('the act', () => discord.interactions.last())) ?? {};
    const callback = Routes.interactionCallback(id ?? '', token ?? '');
    expect(await codeOf(rest.post(callback, { body: { type: 5 }, auth: false }))).toBe(40_060);
    discord.expireTokens();
    const original = Routes.webhookMessage(discord.appId, token ?? '', '@original');
    expect(await codeOf(rest.patch(original, { body: HELLO, auth: false }))).toBe(50_027);
  });

  it('is over after three seconds', async () => {
    const { discord, rest } = await open();
    await enter(discord, rest);
    const asking = discord.person(ANA).command('/vm create image:tiny');
    discord.forward(FIRST_ANSWER_MS + 1);
    expect((await asking).ack).toBeNull();
    expect(discord.timeouts).toHaveLength(1);
    const { token, id } = discord.interactions.last() ?? {};
    const late = rest.post(Routes.interactionCallback(id ?? '', token ?? ''), {
      body: { type: 5 },
      auth: false,
    });
    expect(await codeOf(late)).toBe(10_062);
    const original = Routes.webhookMessage(discord.appId, token ?? '', '@original');
    expect(await codeOf(rest.get(original, { auth: false }))).toBe(10_015);
  });

  it('is typed only as it is registered', async () => {
    const { discord, rest } = await open();
    await enter(discord, rest);
    const ana = discord.person(ANA);
    await expect(ana.command('/vm create')).rejects.toThrow(/asks for image/);
    await expect(ana.command('/vm delete')).rejects.toThrow(/knows no \/vm delete/);
    await expect(ana.command('/cd')).rejects.toThrow(/knows no command/);
  });
});

describe('the gateway', () => {
  it('lets nobody in with another token', async () => {
    const { discord } = await open();
    const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
    await expect(client.login(`${discord.token}x`)).rejects.toThrow(/token/i);
  });

  it('gives no intent that is privileged', async () => {
    const { discord, rest } = await open();
    await expect(enter(discord, rest, [GatewayIntentBits.MessageContent])).rejects.toThrow(
      /disallowed intents/i,
    );
  });

  it.each([true, false])('declares sessions over, resumable or not: %s', async (isResumable) => {
    // The SDK identifies once in five seconds.
    const { discord, rest } = await open();
    const client = await enter(discord, rest);
    const again = once(client, isResumable ? Events.ShardResume : Events.ShardReady);
    discord.gateway.invalidate(isResumable);
    await again;
    expect([discord.gateway.identified, discord.gateway.resumed]).toEqual(isResumable ? [1, 1] : [2, 0]);
  });
});
