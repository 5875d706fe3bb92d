import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { openDeskLab, openOutside } from './support/desk-lab.ts';

const puts = (calls: readonly { readonly route: string }[]) =>
  calls.filter(({ route }) => route.startsWith('PUT')).map(({ route }) => route);
const gets = (calls: readonly { readonly route: string }[]) =>
  calls.filter(({ route }) => /^GET \/applications\/:id\/commands/.test(route));

it.concurrent('commands are written only where they differ', async ({ onTestFinished }) => {
  const { discord, restart } = await openDeskLab({ onTestFinished });
  expect(puts(discord.space.calls)).toEqual(['PUT /applications/:id/commands']);
  await restart();
  await discord.until('a look at the commands', () => gets(discord.space.calls).length === 2);
  const ours = discord.space.commands.get('global') ?? [];
  discord.space.commands.set('global', ours.slice(1));
  // This one ends first what it has begun, so that whatever it wrote is there by now.
  await restart();
  await discord.until('the commands again', () => gets(discord.space.calls).length === 3);
  await discord.until('what is missing', () => discord.space.commands.get('global')?.length === ours.length);
  expect(puts(discord.space.calls)).toHaveLength(2);
});

it.concurrent('commands are in the servers that are named, and nowhere else', async ({ onTestFinished }) => {
  const { discord, enter } = await openOutside({
    onTestFinished,
    settings: ({ guild }) => ({ guildIds: [guild] }),
  });
  discord.space.commands.set('global', [
    { id: '1', name: 'old', type: 1, description: 'Left by an earlier labvm', options: [] },
  ]);
  await enter();
  await discord.until('commands', () => (discord.space.commands.get(discord.guild)?.length ?? 0) > 0);
  expect(discord.space.commands.get('global')).toEqual([]);
  const vm = discord.space.commands.get(discord.guild)?.find(({ name }) => name === 'vm');
  const create = (
    (vm?.options ?? []) as { name: string; name_localizations?: Record<string, string> }[]
  ).find(({ name }) => name === 'create');
  expect(create?.name_localizations?.['es-ES']).toBe('crear');
});

it.concurrent('commands of a server that is no longer named are taken back', async ({ onTestFinished }) => {
  const { discord, enter } = await openOutside({ onTestFinished });
  discord.space.commands.set(discord.guild, [
    { id: '1', name: 'vm', type: 1, description: 'Left by an earlier labvm', options: [] },
  ]);
  await enter();
  await discord.until('nothing there', () => discord.space.commands.get(discord.guild)?.length === 0);
  await discord.until('commands', () => (discord.space.commands.get('global')?.length ?? 0) > 3);
});

it.concurrent('nothing is written to a server where nothing of ours is', async ({ onTestFinished }) => {
  const { discord, end } = await openDeskLab({ onTestFinished });
  await discord.until('a look', () =>
    discord.space.calls.some(({ route }) => route === 'GET /applications/:id/guilds/:id/commands'),
  );
  await end();
  expect(puts(discord.space.calls)).toEqual(['PUT /applications/:id/commands']);
});

it.concurrent('a server that did not let commands in is named, with what to do', async ({
  onTestFinished,
}) => {
  const { discord, enter, lines } = await openOutside({
    onTestFinished,
    settings: ({ guild }) => ({ guildIds: [guild] }),
    mayGoWrong: true,
  });
  discord.faults.next('GET /applications/:id/guilds/:id/commands', {
    kind: 'error',
    status: 403,
    code: 50_001,
    message: 'Missing Access',
  });
  await enter();
  const told = await eventually('an error in the log', () => lines.find(({ level }) => level === 'error'));
  expect(told).toMatchObject({
    text: expect.stringContaining('applications.commands'),
    fields: { guild: discord.guild, code: 50_001 },
  });
});

it.concurrent('commands are written later where Discord is broken at first', async ({ onTestFinished }) => {
  const { discord, enter } = await openOutside({ onTestFinished });
  discord.faults.next('PUT /applications/:id/commands', { kind: 'status', status: 503 }, { kind: 'drop' });
  await enter();
  await discord.connected();
  expect(discord.space.commands.get('global')?.length).toBeGreaterThan(3);
});
