import { describe, expect, it, type TestContext } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { openSlackLab } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

describe('signed requests', () => {
  async function open(onTestFinished: TestContext['onTestFinished']) {
    const lab = await openSlackLab({ onTestFinished, httpPort: await freePort() });
    const { http } = lab.slack;
    if (!http) throw new Error('No requests are signed here.');
    return { ...lab, http };
  }

  it.concurrent('bring commands, mentions, buttons and forms', async ({ onTestFinished }) => {
    const { slack, message, ephemeral } = await open(onTestFinished);
    const ana = slack.person('UANA');
    const { ack } = await ana.command('/vm', 'create tiny web1', C1);
    expect(ack).not.toBeNull();
    const card = await message(/running/);
    await ana.mention('vm list', C1);
    await ephemeral('UANA', /web1/);
    await ana.press(card, 'Stop');
    await message(/State: off/);
    await ana.command('/vm', 'key', C1);
    const form = await slack.until('a form', () => slack.workspace.modals.at(-1));
    expect(await ana.suggest(form, 'name', 'web')).toHaveLength(1);
    expect((await ana.submit(form, { name: 'nosuch', keys: 'enter' })).errors).toHaveProperty('name');
  });

  it.concurrent('do nothing when they are replayed', async ({ onTestFinished }) => {
    const { slack, message, http, lab } = await open(onTestFinished);
    await slack.person('UANA').command('/vm', 'create tiny', C1);
    await message(/running/);
    if (!http.last) throw new Error('Nothing was sent.');
    expect((await http.send(http.last)).status).toBe(200);
    expect(await lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
  });

  it.concurrent.for<readonly [string, number, string]>([
    // A busy machine may take some seconds to send it.
    ['too old', -301, ''],
    ['from the future', 330, ''],
    ['signed by somebody else', 0, 'x'],
  ])('are refused when they are %s', async ([, shiftS, spoilt], { onTestFinished }) => {
    const { http, lab } = await open(onTestFinished);
    const body = new URLSearchParams({ command: '/vm', text: 'create tiny', team_id: 'T1', user_id: 'U1' });
    const at = Math.floor(Date.now() / 1000) + shiftS;
    const { headers, ...request } = http.sign(body.toString(), 'application/x-www-form-urlencoded', at);
    const signature = `${headers['x-slack-signature']}${spoilt}`;
    const response = await http.send({ ...request, headers: { ...headers, 'x-slack-signature': signature } });
    expect(response.status).toBe(401);
    expect(await lab().store.jobs.list({ limit: 9 })).toEqual([]);
  });

  it.concurrent('are listened for at the address that was chosen, and at no other one', async ({
    onTestFinished,
  }) => {
    const port = await freePort();
    const lab = await openSlackLab({ onTestFinished, httpPort: port });
    await lab.slack.person('UANA').command('/vm', 'list', C1);
    const status = async (host: string) => {
      const response = await fetch(`http://${host}:${port}/slack/events`, { method: 'POST' });
      return response.status;
    };
    expect(await status('127.0.0.1')).toBe(401);
    // The whole net of the loopback is this host; a server that listens everywhere would answer there, too.
    await expect(status('127.0.0.2')).rejects.toThrow();
  });
});
