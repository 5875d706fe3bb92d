import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createHandPause } from '../../fakes/hand-pause.ts';
import type { UpgradeTrouble } from '../../servers/upgrades.ts';
import { ANA, type DeskLabOptions, openDeskLab, openOutside } from './support/desk-lab.ts';

const ATTEMPTS = 9;
const BEGUN = 'labvm is not in Discord and goes on trying';
const OVER = 'labvm is in Discord again';

/** A lab whose Discord lets nobody in, with a clock between the attempts that the test moves. */
async function openRefused(
  trouble: UpgradeTrouble,
  { onTestFinished }: Pick<DeskLabOptions, 'onTestFinished'>,
) {
  const hand = createHandPause();
  const lab = await openOutside({ onTestFinished, pause: hand.pause });
  const { upgrades } = lab.discord.gateway;
  upgrades.trouble = trouble;
  const told = (text: string) => lab.lines.filter((line) => line.text === text);
  return { ...lab, hand, upgrades, entering: lab.enter(), told };
}

describe('a gateway that refuses WebSockets', () => {
  it.concurrent.for<readonly [UpgradeTrouble, RegExp]>([
    [502, /502/],
    [403, /403/],
    ['page', /200/],
    ['reset', /ECONNRESET|socket hang up/],
    ['close-at-once', /closed with 1005/],
  ])('with "%s" is asked once a pause, and told once', async ([trouble, cause], { onTestFinished }) => {
    const { hand, upgrades, told, lines, discord, entering } = await openRefused(trouble, { onTestFinished });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const waitedMs = await hand.next();
      const fullMs = Math.min(60_000, 1000 * 2 ** attempt);
      expect(waitedMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitedMs).toBeLessThanOrEqual(fullMs);
      expect(upgrades.asked).toBe(attempt + 1);
    }
    expect(told(BEGUN)).toMatchObject([{ level: 'warn', fields: { cause: expect.stringMatching(cause) } }]);
    expect(lines.filter(({ level }) => level === 'warn' || level === 'error')).toHaveLength(1);

    upgrades.trouble = null;
    // The last of the waits is whether the connection lasts.
    while (told(OVER).length === 0) {
      await hand.next();
      await setImmediate();
    }
    await discord.connected();
    const session = await entering;
    expect(discord.gateway.identified).toBe(1);
    expect(told(BEGUN)).toHaveLength(1);
    const { ack } = await discord.person(ANA).command('/image list');
    expect(ack).not.toBeNull();

    const asked = upgrades.asked;
    await session.close(0);
    await discord.until('nobody', () => discord.gateway.open === 0);
    expect(hand.waiting).toBe(0);
    expect(upgrades.asked).toBe(asked);
  });

  it.concurrent('by answering nothing holds one connection, which ends with labvm', async ({
    onTestFinished,
  }) => {
    const { upgrades, discord, entering } = await openRefused('silence', { onTestFinished });
    await discord.until('a connection', () => upgrades.waiting === 1);
    const session = await entering;
    expect(upgrades.asked).toBe(1);
    await session.close(0);
    await discord.until('nobody', () => upgrades.waiting === 0);
    expect(upgrades.asked).toBe(1);
  });

  it.concurrent('is told once more when the cause is another one, and not when it comes back', async ({
    onTestFinished,
  }) => {
    const { hand, upgrades, told } = await openRefused(502, { onTestFinished });
    for (const trouble of [502, 502, 403, 403, 502, 'page', 502] as const) {
      upgrades.trouble = trouble;
      await hand.next();
    }
    const causes = () =>
      told(BEGUN).map(({ fields }) => /\d+$/.exec((fields as { cause: string }).cause)?.[0]);
    expect(causes()).toEqual(['502', '403', '200']);
  });
});

it.concurrent('a gateway that begins to refuse is gone on with in the same session, once', async ({
  onTestFinished,
}) => {
  const hand = createHandPause();
  const { discord, lines } = await openDeskLab({ onTestFinished, pause: hand.pause });
  const { gateway } = discord;
  gateway.upgrades.trouble = 502;
  gateway.drop();
  await discord.until('nobody', () => gateway.open === 0);
  for (let attempt = 0; attempt < 4; attempt += 1) await hand.next();
  gateway.upgrades.trouble = null;
  while (gateway.resumed === 0) await hand.next();
  await discord.until('a connection', () => gateway.open === 1);
  expect([gateway.identified, gateway.resumed]).toEqual([1, 1]);
  expect(gateway.upgrades.asked).toBeLessThanOrEqual(8);
  expect(lines.filter(({ text }) => text === BEGUN).length).toBeLessThanOrEqual(2);
});

it.concurrent('a Discord that limits who asks for its gateway is asked again when it says', async ({
  onTestFinished,
}) => {
  const hand = createHandPause();
  const { discord, enter, lines } = await openOutside({ onTestFinished, pause: hand.pause });
  discord.faults.next('GET /gateway/bot', { kind: 'limited', retryAfterS: 45 });
  const entering = enter();
  expect(await hand.next()).toBeGreaterThanOrEqual(45_000);
  await discord.connected();
  await entering;
  expect(lines.filter(({ text }) => text === BEGUN)).toHaveLength(1);
});
