import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSocket } from '../../../adapters/slack/socket.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createHandPause } from '../../fakes/hand-pause.ts';
import { startSlackServer } from '../../servers/slack/index.ts';
import type { UpgradeTrouble } from '../../servers/upgrades.ts';
import { eventually } from '../../support/eventually.ts';
import { openSlackLab, recordingLog, type SlackLabOptions } from './support/slack-lab.ts';

const ATTEMPTS = 9;
const BEGUN = 'labvm has no socket to Slack and goes on trying';
const OVER = 'labvm has a socket to Slack again';

/** A lab whose Slack lets no socket in, with a clock between the attempts that the test moves. */
async function openRefused(
  trouble: UpgradeTrouble,
  { onTestFinished }: Pick<SlackLabOptions, 'onTestFinished'>,
) {
  const hand = createHandPause();
  const { lines, log } = recordingLog();
  const lab = await openSlackLab({
    onTestFinished,
    log,
    pause: hand.pause,
    trouble: ({ sockets }) => {
      sockets.upgrades.trouble = trouble;
    },
  });
  const told = (text: string) => lines.filter((line) => line.text === text);
  return { ...lab, hand, upgrades: lab.slack.sockets.upgrades, lines, told };
}

describe('a Slack that lets no socket in', () => {
  it.concurrent.for<UpgradeTrouble>([502, 403, 'page', 'reset', 'close-at-once'])(
    'with "%s" is asked once a pause, and told once',
    async (trouble, { onTestFinished }) => {
      const { hand, upgrades, told, lines, slack, end, ephemeral } = await openRefused(trouble, {
        onTestFinished,
      });
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const waitedMs = await hand.next();
        const fullMs = Math.min(60_000, 1000 * 2 ** attempt);
        expect(waitedMs).toBeGreaterThanOrEqual(fullMs / 2);
        expect(waitedMs).toBeLessThanOrEqual(fullMs);
        expect(upgrades.asked).toBe(attempt + 1);
      }
      // A socket that is closed at once looks to the SDK now as closed, now as broken.
      const causes = told(BEGUN).map(({ fields }) => (fields as { cause: string }).cause);
      expect(causes).toHaveLength(trouble === 'close-at-once' ? new Set(causes).size : 1);
      expect(causes.length).toBeLessThanOrEqual(2);
      expect(lines.filter(({ level }) => level === 'warn' || level === 'error')).toHaveLength(causes.length);

      upgrades.trouble = null;
      while (slack.sockets.open === 0 && hand.waiting > 0) {
        await hand.next();
        await eventually('a socket or the next wait', () => hand.waiting + slack.sockets.open > 0);
      }
      await slack.connected();
      await eventually('word of its end', () => told(OVER).length > 0);
      expect(told(OVER)).toHaveLength(1);
      expect(slack.sockets.greeted).toBe(1);
      await slack.person('UANA').command('/image', 'list', { channel: 'C1' });
      await ephemeral('UANA', /tiny/);

      const { asked } = upgrades;
      await end();
      await slack.until('nobody', () => slack.sockets.open === 0);
      await setImmediate();
      expect(hand.waiting).toBe(0);
      expect(upgrades.asked).toBe(asked);
    },
  );

  it.concurrent('by answering nothing holds one socket, which ends with labvm', async ({
    onTestFinished,
  }) => {
    const slack = await startSlackServer();
    onTestFinished(() => slack.close());
    const { upgrades } = slack.sockets;
    upgrades.trouble = 'silence';
    const { appToken, apiUrl } = slack;
    const socket = createSocket({ appToken, apiUrl, log: silentLog, onDead: () => {} });
    const starting = socket.start();
    await slack.until('a socket', () => upgrades.waiting === 1);
    await socket.stop();
    await slack.until('nobody', () => upgrades.waiting === 0);
    await starting;
    expect(upgrades.asked).toBe(1);
  });

  it.concurrent.for(['auth.test', 'apps.connections.open'] as const)(
    'because its Web API was away (%s) is in use three seconds after it is back',
    async (method, { onTestFinished }) => {
      const hand = createHandPause();
      const { slack, ephemeral } = await openSlackLab({
        onTestFinished,
        pause: hand.pause,
        trouble: ({ faults }) => faults.next(method, ...Array(ATTEMPTS).fill({ kind: 'drop' })),
      });
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1)
        expect(await hand.next()).toBeLessThanOrEqual(2000);
      await slack.connected();
      await slack.person('UANA').command('/image', 'list', { channel: 'C1' });
      await ephemeral('UANA', /tiny/);
    },
  );

  it.concurrent('by limiting who asks for one is asked again when it says', async ({ onTestFinished }) => {
    const hand = createHandPause();
    const { slack } = await openSlackLab({
      onTestFinished,
      pause: hand.pause,
      trouble: ({ faults }) => faults.next('apps.connections.open', { kind: 'limited', retryAfterS: 45 }),
    });
    expect(await hand.next()).toBeGreaterThanOrEqual(45_000);
    await slack.connected();
    expect(slack.sockets.upgrades.asked).toBe(1);
  });

  it.concurrent('opens no socket after its end, though its address comes late', async ({
    onTestFinished,
  }) => {
    const slack = await startSlackServer();
    onTestFinished(() => slack.close());
    const late = Promise.withResolvers<void>();
    slack.faults.next('apps.connections.open', { kind: 'held', until: late.promise });
    const { appToken, apiUrl } = slack;
    const socket = createSocket({ appToken, apiUrl, log: silentLog, onDead: () => {} });
    const starting = socket.start();
    await slack.until('the question', () => slack.workspace.calls.length === 1);
    await socket.stop();
    await starting;
    late.resolve();
    // One that begins after that answer goes the same way behind it.
    const other = createSocket({ appToken, apiUrl, log: silentLog, onDead: () => {} });
    onTestFinished(async () => void (await other.stop()));
    await other.start();
    await slack.until('the other', () => slack.sockets.open > 0);
    expect(slack.sockets.upgrades.asked).toBe(1);
  });
});
