import { Client, GatewayIntentBits, REST, Routes } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { heldTime } from '../time.ts';
import { type DiscordServer, type DiscordServerOptions, startDiscordServer } from './index.ts';
import { FIRST_ANSWER_MS } from './interactions.ts';

const HEARTBEAT_MS = 41_000;
const COMMAND = { name: 'vm', description: 'x', options: [{ type: 3, name: 'name', description: 'x' }] };
const quiet = { allowed_mentions: { parse: [] } };
const hello = { content: 'hello', ...quiet };

async function open(options: DiscordServerOptions = {}) {
  const discord = await startDiscordServer(options);
  onTestFinished(() => discord.close());
  const rest = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true });
  rest.setToken(discord.token);
  const post = (body: object) => rest.post(Routes.channelMessages(discord.channel), { body });
  return { discord, rest, post };
}

/** A client as anybody writes one, whose command is registered. */
async function bot(discord: DiscordServer): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  onTestFinished(() => client.destroy());
  client.on('error', () => {});
  await client.login(discord.token);
  await client.rest.put(Routes.applicationCommands(discord.appId), { body: [COMMAND] });
  await discord.connected();
  return client;
}

/** The code with which the gateway closes after these frames. */
async function closeCode(discord: DiscordServer, ...frames: readonly object[]): Promise<number> {
  const socket = new WebSocket(`${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/gateway`);
  onTestFinished(() => socket.terminate());
  return await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('open', () => {
      for (const frame of frames) socket.send(JSON.stringify(frame));
    });
  });
}

describe('REST', () => {
  it('takes a message, gives it back, and deletes it', async () => {
    const { discord, rest, post } = await open();
    const { id } = (await post(hello)) as { id: string };
    const read = () => rest.get(Routes.channelMessages(discord.channel));
    expect(await read()).toMatchObject([{ id, content: 'hello' }]);
    await rest.delete(Routes.channelMessage(discord.channel, id));
    expect(await read()).toEqual([]);
    expect(discord.breaches).toEqual([]);
  });

  it.each<[string, object, number]>([
    ['2001 characters', { ...hello, content: 'x'.repeat(2001) }, 50_035],
    ['nothing', { ...quiet }, 50_006],
    ['mentions that are left open', { content: 'x' }, 50_035],
    ['content beside a card', { ...hello, flags: 32_768, components: [{ type: 10, content: 'x' }] }, 50_035],
    ['a card without its flag', { ...quiet, components: [{ type: 10, content: 'x' }] }, 50_035],
    ['a nonce of 26 characters', { ...hello, nonce: 'x'.repeat(26) }, 50_035],
    ['a reply to nothing', { ...hello, message_reference: { message_id: '1' } }, 50_035],
  ])('refuses %s', async (_, body, code) => {
    const { discord, post } = await open();
    await expect(post(body)).rejects.toMatchObject({ code });
    expect(discord.space.messages).toEqual([]);
  });

  it('makes one message of one nonce', async () => {
    const { discord, post } = await open();
    const once = { ...hello, nonce: 'n', enforce_nonce: true };
    expect(((await post(once)) as { id: string }).id).toBe(((await post(once)) as { id: string }).id);
    expect(discord.space.messages).toHaveLength(1);
  });

  it('reads what was before a message', async () => {
    const { discord, rest, post } = await open();
    await post({ ...hello, content: 'first' });
    const { id } = (await post(hello)) as { id: string };
    const query = new URLSearchParams({ before: id });
    const found = await rest.get(Routes.channelMessages(discord.channel), { query });
    expect(found).toMatchObject([{ content: 'first' }]);
  });

  it('has five messages in five seconds for a channel', async () => {
    const { discord, rest } = await open({ rateTime: heldTime() });
    const statuses: number[] = [];
    for (let at = 0; at < 6; at += 1) {
      const response = await fetch(`${discord.apiUrl}/v10/channels/${discord.channel}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(hello),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await rest.get(Routes.currentApplication())).toMatchObject({ id: discord.appId });
  });

  it('refuses edits of old messages, closed channels, and a dead token', async () => {
    const { discord, rest, post } = await open();
    const { id } = (await post(hello)) as { id: string };
    discord.space.age(id);
    const edit = rest.patch(Routes.channelMessage(discord.channel, id), { body: hello });
    await expect(edit).rejects.toThrow();
    expect(discord.space.calls.at(-1)).toMatchObject({ status: 429, code: 30_046 });
    discord.space.closed.add(discord.otherChannel);
    const closed = rest.post(Routes.channelMessages(discord.otherChannel), { body: hello });
    await expect(closed).rejects.toMatchObject({ code: 50_001 });
    discord.revoke();
    await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 401 });
  });
});

describe('interactions', () => {
  it('are answered once', async () => {
    const { discord } = await open();
    const client = await bot(discord);
    const second = Promise.withResolvers<unknown>();
    client.ws.on(
      'INTERACTION_CREATE' as never,
      (({ id, token }: { id: string; token: string }) => {
        const answer = () =>
          client.rest.post(Routes.interactionCallback(id, token), { body: { type: 4, data: hello } });
        answer().then(answer).then(second.resolve, second.resolve);
      }) as never,
    );
    const done = await discord.person('7').command('/vm name:x');
    expect(done.ack?.type).toBe(4);
    expect(done.message()?.content).toBe('hello');
    expect(await second.promise).toMatchObject({ code: 40_060 });
  });

  it('are over when their time is', async () => {
    const { discord } = await open();
    const client = await bot(discord);
    const late = Promise.withResolvers<unknown>();
    client.ws.on(
      'INTERACTION_CREATE' as never,
      (({ id, token }: { id: string; token: string }) => {
        discord.expireTokens();
        client.rest
          .post(Routes.interactionCallback(id, token), { body: { type: 4, data: hello } })
          .then(late.resolve, late.resolve);
      }) as never,
    );
    const done = discord.person('7').command('/vm name:x');
    expect(await late.promise).toMatchObject({ code: 10_062 });
    discord.forward(FIRST_ANSWER_MS);
    expect((await done).ack).toBeNull();
    expect(discord.timeouts).toHaveLength(1);
  });
});

describe('the gateway', () => {
  it('resumes after a cut and after op 7', async () => {
    const { discord } = await open();
    await bot(discord);
    discord.gateway.drop();
    await discord.until('a first resume', () => discord.gateway.resumed === 1);
    discord.gateway.reconnect();
    await discord.until('a second resume', () => discord.gateway.resumed === 2);
    expect(discord.gateway.identified).toBe(1);
  });

  it('closes on whoever breaks its rules', async () => {
    const { discord } = await open({ heartbeatMs: HEARTBEAT_MS });
    const identify = (more: object) => ({ op: 2, d: { token: discord.token, intents: 0, ...more } });
    expect(await closeCode(discord, identify({ token: 'x' }))).toBe(4004);
    expect(await closeCode(discord, identify({ intents: 1 << 15 }))).toBe(4014);
    expect(await closeCode(discord, identify({ intents: -1 }))).toBe(4013);
    expect(await closeCode(discord, identify({}), identify({}))).toBe(4005);
    expect(await closeCode(discord, { op: 3, d: {} })).toBe(4003);
    expect(await closeCode(discord, { op: 99 })).toBe(4001);
    const silent = closeCode(discord, identify({}));
    await discord.until('a session', () => discord.gateway.open > 0);
    discord.forward(2 * HEARTBEAT_MS);
    expect(await silent).toBe(4009);
    expect(await closeCode(discord, ...Array(121).fill({ op: 1, d: null }))).toBe(4008);
  });
});
