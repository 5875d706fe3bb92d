import { describe, expect, it, vi } from 'vitest';
import { ANA, buttonsOf, type DeskLab, openDeskLab, shownText, TEACHER } from './support/desk-lab.ts';

// Several side by side on a busy machine.
vi.setConfig({ testTimeout: 40_000 });

describe('what is asked while the connection is renewed is answered', () => {
  it.concurrent.for<readonly [string, (lab: DeskLab) => void, 'resumed' | 'identified']>([
    ['because Discord asks for it', ({ discord }) => discord.gateway.reconnect(), 'resumed'],
    ['because the session is doubted', ({ discord }) => discord.gateway.invalidate(true), 'resumed'],
    ['because it is cut', ({ discord }) => discord.gateway.drop(), 'resumed'],
  ])('%s', async ([, breaks, how], { onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished, mayGoWrong: true });
    const before = lab.discord.gateway[how];
    breaks(lab);
    const asking = lab.discord.person(ANA).command('/image list');
    await lab.discord.until(how, () => lab.discord.gateway[how] > before, 15_000);
    await asking;
    // Resumed within three seconds: answered; after them Discord has told the asker that nobody answers.
    if (lab.discord.timeouts.length === 0) await lab.ephemeral(ANA, /tiny/);
    await lab.discord.person(ANA).command('/vm create image:tiny name:web1');
    await lab.message(/running/);
    expect(await lab.lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
  });
});

it.concurrent('a session that Discord forgot is begun anew', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished, mayGoWrong: true });
  const before = lab.discord.gateway.identified;
  lab.discord.gateway.invalidate(false);
  await lab.discord.until('a new session', () => lab.discord.gateway.identified > before, 15_000);
  await lab.discord.person(ANA).command('/vm create image:tiny name:web1');
  await lab.message(/running/);
});

it.concurrent('a connection that falls silent is renewed', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished, heartbeatMs: 600, mayGoWrong: true });
  const { gateway } = lab.discord;
  gateway.silence();
  const before = gateway.resumed;
  await lab.discord.until('a renewed connection', () => gateway.resumed > before, 15_000);
  gateway.speak();
  await lab.discord.until('a connection', () => gateway.open === 1, 15_000);
  await vi.waitFor(
    async () => {
      const { ack } = await lab.discord.person(ANA).command('/image list');
      expect(ack).not.toBeNull();
    },
    { timeout: 20_000, interval: 200 },
  );
});

it.concurrent('ten machines end as ten cards though the gateway is away', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished });
  lab.world.guests.bootMs = 1500;
  // A student may not have so many.
  const ana = lab.discord.person(TEACHER);
  const names = Array.from({ length: 10 }, (_, at) => `web${at}`);
  await Promise.all(names.map((name) => ana.command(`/vm create image:tiny name:${name}`)));
  lab.discord.gateway.away();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  lab.discord.gateway.back();
  const cards = () => lab.posted().filter((one) => buttonsOf(one).includes('Stop'));
  await lab.discord.until('ten cards', () => cards().length === 10, 25_000);
  expect(lab.posted()).toHaveLength(10);
  const said = cards().map(shownText).join('\n');
  for (const name of names) expect(said).toContain(name);
});
