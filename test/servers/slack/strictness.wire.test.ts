import { App, type Logger, LogLevel } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { heldTime } from '../time.ts';
import { type SlackServer, type SlackServerOptions, startSlackServer } from './index.ts';
import { ACK_MS, TRIGGER_MS } from './limits.ts';

const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

async function open(options: SlackServerOptions = {}) {
  const slack = await startSlackServer(options);
  onTestFinished(() => slack.close());
  slack.workspace.addChannel('C1');
  slack.workspace.addChannel('CX', { hasBot: false });
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
  return { slack, client };
}

/** A Bolt app as anybody writes one. */
async function boltApp(slack: SlackServer): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logger: SILENT,
    clientOptions,
    installerOptions: { clientOptions },
  });
  onTestFinished(async () => {
    await app.stop();
  });
  await app.start();
  await slack.connected();
  return app;
}

const text = (length: number) => 'x'.repeat(length);
const section = (said: string) => ({ type: 'section', text: { type: 'plain_text', text: said } });
const cell = (said: string) => ({ type: 'raw_text', text: said });
const dataTable = (rows: readonly object[][]) => ({ type: 'data_table', caption: 'x', rows });
const says = (error: string) => ({ data: { ok: false, error } });

describe('a message is refused', () => {
  it.each<[string, object, string]>([
    ['with a 51st block', { text: 'x', blocks: Array(51).fill(section('x')) }, 'invalid_blocks'],
    ['with an unknown block', { text: 'x', blocks: [{ type: 'hologram' }] }, 'invalid_blocks'],
    [
      'with a field that no block has',
      { text: 'x', blocks: [{ ...section('x'), colour: 'red' }] },
      'invalid_blocks',
    ],
    ['with an over-long text', { text: 'x', blocks: [section(text(3001))] }, 'invalid_blocks'],
    ['with an empty text', { text: 'x', blocks: [section('')] }, 'invalid_blocks'],
    [
      'with an over-long header',
      { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: text(151) } }] },
      'invalid_blocks',
    ],
    [
      'with two tables',
      { text: 'x', blocks: Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }) },
      'invalid_blocks',
    ],
    ['with a data table without a row', { text: 'x', blocks: [dataTable([[cell('x')]])] }, 'invalid_blocks'],
    [
      'with a data table whose rows differ',
      { text: 'x', blocks: [dataTable([[cell('x')], [cell('x'), cell('y')]])] },
      'invalid_blocks',
    ],
    [
      'with a data table that holds too much',
      { text: 'x', blocks: [dataTable([[cell('x')], [cell(text(10_000))]])] },
      'invalid_blocks',
    ],
    [
      'with too much in all',
      { text: 'x', blocks: Array(5).fill(section(text(2900))) },
      'msg_blocks_too_long',
    ],
    ['without a text', {}, 'no_text'],
    ['with 40 001 characters', { text: text(40_001) }, 'msg_too_long'],
    ['in a channel without the bot', { channel: 'CX', text: 'x' }, 'not_in_channel'],
    ['in a channel that is not there', { channel: 'C404', text: 'x' }, 'channel_not_found'],
    ['in a thread that is not there', { text: 'x', thread_ts: '1.1' }, 'thread_not_found'],
    [
      'with metadata that has no type',
      { text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_format',
    ],
  ])('%s', async (_, message, error) => {
    const { client } = await open();
    const asked = { channel: 'C1', ...message } as Parameters<typeof client.chat.postMessage>[0];
    await expect(client.chat.postMessage(asked)).rejects.toMatchObject(says(error));
  });

  it('with a wrong token, an app’s token, or without a scope', async () => {
    const { slack, client } = await open({ scopes: ['users:read'] });
    const as = (token: string) => client.auth.test({ token });
    await expect(as('xoxb-nobody')).rejects.toMatchObject(says('invalid_auth'));
    await expect(as(slack.appToken)).rejects.toMatchObject(says('not_allowed_token_type'));
    await expect(client.chat.postMessage({ channel: 'C1', text: 'x' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write' },
    });
  });
});

it('says which blocks it would refuse, to whoever asks', async () => {
  const { slack, client } = await open();
  slack.faults.unknownBlocks.add('data_table');
  const blocks = [section('x'), dataTable([[cell('x')], [cell('y')]]), section('')];
  await expect(client.blocks.validate({ blocks })).rejects.toMatchObject({
    data: { error: 'invalid_blocks', errors: [{ pointer: '/1/type' }, { pointer: '/2/type' }] },
  });
  await expect(client.blocks.validate({ blocks: [section('x')] })).resolves.toMatchObject({ ok: true });
});

it('a private file leads whoever shows no token of the bot’s to where one logs in', async () => {
  const { slack } = await open();
  const address = `${slack.filesUrl}/files-pri/T1-F00000001/download/seed.yaml`;
  const ask = (headers: Record<string, string>) => fetch(address, { redirect: 'manual', headers });
  expect((await ask({})).status).toBe(302);
  expect((await ask({ authorization: `Bearer ${slack.appToken}` })).status).toBe(302);
  expect((await ask({ authorization: `Bearer ${slack.botToken}` })).status).toBe(404);
});

describe('pace', () => {
  it('a fourth message at once in a channel is too many', async () => {
    const { client } = await open({ rateTime: heldTime() });
    for (let at = 0; at < 3; at += 1) await client.chat.postMessage({ channel: 'C1', text: 'x' });
    await expect(client.chat.postMessage({ channel: 'C1', text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 1,
    });
  });

  it('a 51st edit in a minute is too many, whichever messages they are', async () => {
    const { client } = await open({ rateTime: heldTime() });
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'x' });
    for (let at = 0; at < 50; at += 1) await client.chat.update({ channel: 'C1', ts, text: `${at}` });
    await expect(client.chat.update({ channel: 'C1', ts, text: 'x' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
    });
  });
});

describe('a real Bolt app', () => {
  it('acknowledges, posts, edits, and is found again in the history by its metadata', async () => {
    const { slack, client } = await open();
    const app = await boltApp(slack);
    app.command('/vm', async ({ ack, respond }) => {
      await ack();
      await respond('done');
    });
    const { ack } = await slack.person('U1').command('/vm', 'list', { channel: 'C1' });
    expect(ack).not.toBeNull();
    await slack.until('the answer', () => slack.workspace.ephemerals.find((one) => one.text === 'done'));
    const metadata = { event_type: 'x', event_payload: { id: '1' } };
    await client.chat.postMessage({ channel: 'C1', text: 'x', metadata });
    const { messages } = await client.conversations.history({ channel: 'C1', include_all_metadata: true });
    expect(messages).toMatchObject([{ metadata }]);
  });

  it('that does not acknowledge within three seconds is written down', async () => {
    const { slack } = await open();
    const app = await boltApp(slack);
    const heard = Promise.withResolvers<void>();
    app.command('/vm', async () => heard.resolve());
    const asking = slack.person('U1').command('/vm', 'list', { channel: 'C1' });
    await heard.promise;
    slack.forward(ACK_MS);
    expect(await asking).toEqual({ ack: null });
    expect(slack.timeouts).toEqual(['/vm list']);
  });

  it('gets one modal of a trigger, and none after three seconds', async () => {
    const { slack } = await open();
    const app = await boltApp(slack);
    const triggers: string[] = [];
    app.command('/vm', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
    const view = (): ModalView => ({ type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] });
    const openView = (trigger_id = '') => app.client.views.open({ trigger_id, view: view() });
    const person = slack.person('U1');
    await person.command('/vm', '', { channel: 'C1' });
    await openView(triggers[0]);
    await expect(openView(triggers[0])).rejects.toMatchObject(says('exchanged_trigger_id'));
    await expect(openView('made up')).rejects.toMatchObject(says('invalid_trigger_id'));
    await person.command('/vm', '', { channel: 'C1' });
    slack.forward(TRIGGER_MS + 1);
    await expect(openView(triggers[1])).rejects.toMatchObject(says('expired_trigger_id'));
  });

  it('has five answers of an address, and not a sixth', async () => {
    const { slack } = await open();
    const app = await boltApp(slack);
    const said: unknown[] = [];
    app.command('/vm', async ({ ack, command }) => {
      await ack();
      for (let at = 0; at < 6; at += 1) {
        const body = JSON.stringify({ text: 'x' });
        const answer = await fetch(command.response_url, { method: 'POST', body });
        said.push(await answer.text());
      }
      slack.workspace.stage.changed();
    });
    await slack.person('U1').command('/vm', '', { channel: 'C1' });
    await slack.until('six answers', () => said.length === 6);
    expect(said).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'used_url']);
  });

  it('uploads a file in three steps', async () => {
    const { slack, client } = await open();
    await client.filesUploadV2({ channel_id: 'C1', filename: 'a.txt', title: 'A', content: 'ñandú' });
    expect(slack.workspace.files).toMatchObject([
      { name: 'a.txt', title: 'A', text: 'ñandú', channel: 'C1' },
    ]);
  });

  it('hears an event again until it acknowledges it, and sees what is hung up on', async () => {
    const { slack, client } = await open();
    slack.faults.next('chat.postMessage', { kind: 'hang-up' }, { kind: 'drop' });
    await expect(client.chat.postMessage({ channel: 'C1', text: 'x' })).rejects.toThrow();
    await expect(client.chat.postMessage({ channel: 'C1', text: 'y' })).rejects.toThrow();
    expect(slack.workspace.messages.map((message) => message.text)).toEqual(['x']);
    const app = await boltApp(slack);
    const events: string[] = [];
    app.event('app_mention', async ({ body }) => void events.push(body.event_id));
    await slack.person('U1').mention('vm list', { channel: 'C1' }, { times: 2 });
    await expect.poll(() => events).toHaveLength(2);
    expect(new Set(events).size).toBe(2);
  });
});
