import { expect, it } from 'vitest';
import { ANA, openDeskLab } from './support/desk-lab.ts';

const HOUR_MS = 3_600_000;
/** What is measured is off by a second and the time that an answer takes: far less than this, or far more. */
const [LONG_MS, SHORT_MS] = [HOUR_MS / 2, 100];

it.concurrent('a host whose clock is fast answers as soon as any other, and in the same place', async ({
  onTestFinished,
}) => {
  const { discord, hold, ephemeral } = await openDeskLab({
    onTestFinished,
    waits: { lateMs: LONG_MS },
    aheadMs: -HOUR_MS,
  });
  const ana = discord.person(ANA);
  expect((await ana.command('/image list')).ack?.type).toBe(4);
  const answer = hold('answer');
  const { ack } = await ana.command('/image list');
  expect(ack?.type).toBe(5);
  answer.letGo();
  await ephemeral(ANA, /tiny/);
  expect(ana.ephemerals()).toHaveLength(2);
});

it.concurrent('a host whose clock is slow knows what comes late', async ({ onTestFinished }) => {
  const { discord, ephemeral } = await openDeskLab({
    onTestFinished,
    waits: { lateMs: SHORT_MS },
    aheadMs: HOUR_MS,
  });
  const { ack } = await discord.person(ANA).command('/image list', { lateMs: 2900 });
  expect(ack?.type).toBe(5);
  await ephemeral(ANA, /tiny/);
});
