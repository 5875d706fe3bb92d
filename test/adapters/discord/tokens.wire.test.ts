import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { ANA, openDeskLab, openOutside, shownText } from './support/desk-lab.ts';

async function refusalOf(entering: Promise<unknown>): Promise<UserError> {
  const error = await entering.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}

describe('labvm at the start', () => {
  it.concurrent('says that the token is wrong, and nothing goes on behind', async ({ onTestFinished }) => {
    const { discord, enter } = await openOutside({
      onTestFinished,
      settings: ({ token }) => ({ token: `${token.slice(0, -1)}z` }),
    });
    const error = await refusalOf(enter());
    expect(error.text.en).toMatch(/DISCORD_TOKEN/);
    expect(error.hint?.en).toMatch(/./);
    expect(discord.gateway.open).toBe(0);
    expect(discord.space.calls.filter(({ route }) => route.startsWith('PUT'))).toEqual([]);
  });

  it.concurrent('says that the application is another one, and leaves', async ({ onTestFinished }) => {
    const { discord, enter } = await openOutside({
      onTestFinished,
      settings: () => ({ appId: '123456789012345678' }),
    });
    const error = await refusalOf(enter());
    expect(error.text.en).toMatch(/DISCORD_APP_ID/);
    expect(error.hint?.en).toMatch(/./);
    await discord.until('nobody', () => discord.gateway.open === 0);
    expect(discord.space.commands.size).toBe(0);
  });

  it.concurrent('says that Discord refuses the events', async ({ onTestFinished }) => {
    const { discord, enter } = await openOutside({ onTestFinished });
    discord.gateway.refuseWith(4014);
    const error = await refusalOf(enter());
    expect(error.text.en).toMatch(/events/);
    expect(error.hint?.en).toMatch(/Privileged Gateway Intents/);
    expect(discord.gateway.open).toBe(0);
  });

  it.concurrent('asks for no privileged events, nor for any other', async ({ onTestFinished }) => {
    const { discord } = await openDeskLab({ onTestFinished });
    expect(discord.gateway.intents).toEqual([0]);
  });

  it.concurrent('goes on without a Discord that is away, and enters when it is back', async ({
    onTestFinished,
  }) => {
    const { discord, enter, message } = await openOutside({ onTestFinished });
    discord.gateway.away();
    await enter();
    expect(discord.gateway.identified).toBe(0);
    discord.gateway.back();
    await discord.connected();
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    expect(shownText(await message(/running/))).toMatch(/web1/);
  });
});

it.concurrent('a token that is revoked later stops this chat alone, and is logged once', async ({
  onTestFinished,
}) => {
  const { discord, end, lab, lines, message } = await openDeskLab({ onTestFinished });
  await discord.person(ANA).command('/vm create image:tiny name:web1');
  await message(/running/);
  discord.revoke();
  const left = () => lines.filter(({ text }) => /has left it/.test(text));
  await eventually('labvm to leave', () => left().length === 1);
  lab().world.crash('web1');
  const invocation = {
    id: 'terminal:1',
    actor: { id: 'terminal:ana', displayName: 'Ana' },
    place: { chat: 'terminal', channel: 't' },
    locale: 'en',
    line: '/image list',
  } as const;
  expect((await lab().app.desk.receive(invocation as never)).kind).toBe('accepted');
  const identified = discord.gateway.identified;
  // Whatever labvm still does of itself is done when it has ended.
  await end();
  expect(left()).toHaveLength(1);
  expect(discord.gateway.identified).toBe(identified);
  expect(discord.gateway.open).toBe(0);
});
