import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  MessageFlags,
  RateLimitError,
  REST,
  Routes,
} from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DiscordServer, type DiscordServerOptions, startDiscordServer } from './index.ts';

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

describe('the API', () => {
  it('takes a message and refuses what Discord refuses', async () => {
    const { discord, rest } = await open();
    const messages = Routes.channelMessages(discord.channel);
    await expect(rest.post(messages, { body: HELLO })).resolves.toMatchObject({ content: 'hello' });
    expect(await codeOf(rest.post(messages, { body: SILENT }))).toBe(50_006);
    expect(await codeOf(rest.post(messages, { body: { content: 'x'.repeat(2001), ...SILENT } }))).toBe(
      50_035,
    );
    expect(await codeOf(rest.post(messages, { body: { content: 'calls everybody' } }))).toBe(50_035);
    expect(await codeOf(rest.post(Routes.channelMessages('1'), { body: HELLO }))).toBe(10_003);
    expect(discord.breaches).toHaveLength(3);
  });

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

  it('makes one message of one nonce', async () => {
    const { discord, rest } = await open();
    const body = { ...HELLO, nonce: 'a', enforce_nonce: true };
    const posts = [1, 2].map(() => rest.post(Routes.channelMessages(discord.channel), { body }));
    const [first, second] = (await Promise.all(posts)) as { id: string }[];
    expect(first?.id).toBe(second?.id);
    expect(discord.space.messages).toHaveLength(1);
  });

  it('lets five messages in five seconds into a channel', async () => {
    const { discord, rest } = await open();
    const post = () => rest.post(Routes.channelMessages(discord.channel), { body: HELLO });
    for (let at = 0; at < 5; at += 1) await post();
    await expect(post()).rejects.toBeInstanceOf(RateLimitError);
    const other = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(
      discord.token,
    );
    await expect(other.post(Routes.channelMessages(discord.channel), { body: HELLO })).rejects.toThrow(
      /rate limit/i,
    );
    expect(discord.space.calls.at(-1)).toMatchObject({ status: 429 });
  });

  it('lets in nobody with another token, and nobody into a closed channel', async () => {
    const { discord, rest } = await open();
    discord.space.closed.add(discord.channel);
    expect(await codeOf(rest.post(Routes.channelMessages(discord.channel), { body: HELLO }))).toBe(50_001);
    const stranger = new REST({ api: discord.apiUrl, retries: 0 }).setToken('x');
    await expect(stranger.get(Routes.user())).rejects.toMatchObject({ status: 401 });
  });

  it('takes no commands that Discord would refuse', async () => {
    const { discord, rest } = await open();
    const put = (body: unknown) => rest.put(Routes.applicationCommands(discord.appId), { body });
    await put(COMMANDS);
    expect(await codeOf(put([{ name: 'Vm', description: 'Machines' }]))).toBe(50_035);
    expect(await codeOf(put([{ name: 'vm', description: '' }]))).toBe(50_035);
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
    const { ack } = await discord.person(ANA).command('/vm create image:tiny');
    expect(ack).toBeNull();
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

  it('brings to a session that resumes what it has missed', async () => {
    const { discord, rest } = await open();
    const client = await enter(discord, rest);
    const seen: string[] = [];
    client.on(Events.InteractionCreate, (interaction) => seen.push(interaction.id));
    discord.gateway.drop();
    await discord.until('the cut', () => discord.gateway.open === 0);
    const done = discord.person(ANA).command('/vm create image:tiny');
    await discord.until('the session', () => discord.gateway.resumed === 1);
    expect((await done).ack).toBeNull();
    expect(seen).toEqual([(await done).interaction]);
  });

  it.each([true, false])(
    'declares sessions over, resumable or not: %s',
    { timeout: 15_000 },
    async (isResumable) => {
      // The SDK identifies once in five seconds.
      const { discord, rest } = await open();
      await enter(discord, rest);
      discord.gateway.invalidate(isResumable);
      await discord.until(
        'it again',
        () => (isResumable ? discord.gateway.resumed : discord.gateway.identified - 1) > 0,
      );
    },
  );
});
