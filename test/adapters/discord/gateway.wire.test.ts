import { describe, expect, it } from 'vitest';
import { ANA, buttonsOf, type DeskLab, openDeskLab, shownText, TEACHER } from './support/desk-lab.ts';

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
    await lab.discord.until(how, () => lab.discord.gateway[how] > before);
    await asking;
    await lab.ephemeral(ANA, /tiny/);
    await lab.discord.person(ANA).command('/vm create image:tiny name:web1');
    await lab.message(/running/);
    expect(await lab.lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
  });
});

it.concurrent('a session that Discord forgot is begun anew', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished, mayGoWrong: true });
  const before = lab.discord.gateway.identified;
  lab.discord.gateway.invalidate(false);
  await lab.discord.until('a new session', () => lab.discord.gateway.identified > before);
  await lab.discord.person(ANA).command('/vm create image:tiny name:web1');
  await lab.message(/running/);
});

it.concurrent('a connection that falls silent is renewed', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished, heartbeatMs: 600, mayGoWrong: true });
  const { gateway } = lab.discord;
  gateway.silence();
  const before = gateway.resumed;
  await lab.discord.until('a renewed connection', () => gateway.resumed > before);
  gateway.speak();
  await lab.discord.until('a connection', () => gateway.open === 1);
  expect((await lab.discord.person(ANA).command('/image list')).ack).not.toBeNull();
});

it.concurrent('ten machines end as ten cards though the gateway is away', async ({ onTestFinished }) => {
  const lab = await openDeskLab({ onTestFinished });
  lab.world.guests.bootMs = Number.POSITIVE_INFINITY;
  // A student may not have so many.
  const ana = lab.discord.person(TEACHER);
  const cards = () => lab.posted().filter((one) => buttonsOf(one).includes('Stop'));
  const names = Array.from({ length: 10 }, (_, at) => `web${at}`);
  await Promise.all(names.map((name) => ana.command(`/vm create image:tiny name:${name}`)));
  lab.discord.gateway.away();
  lab.world.guests.bootMs = 0;
  await lab.discord.until('a card', () => cards().length > 0);
  lab.discord.gateway.back();
  await lab.discord.until('ten cards', () => cards().length === 10);
  expect(lab.posted()).toHaveLength(10);
  const said = cards().map(shownText).join('\n');
  for (const name of names) expect(said).toContain(name);
});
