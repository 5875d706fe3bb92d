import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANA, BEN, openDeskLab, openOutside, shownText, TEACHER } from './support/desk-lab.ts';

const OTHER_GUILD = '900000000000000001';

it.concurrent('people are called by their names, by all who see them', async ({ onTestFinished }) => {
  const { discord, message, ephemeral } = await openDeskLab({ onTestFinished });
  const ana = discord.person(ANA, { name: 'Ana *Ruiz* @everyone' });
  await ana.command('/vm create image:tiny name:web1');
  expect(shownText(await message(/running/))).toContain('Ana *Ruiz*');
  const boss = discord.person(TEACHER, { name: 'Luz', locale: 'es-ES' });
  await boss.command('/vm list');
  const list = shownText(await ephemeral(TEACHER, /web1/));
  expect(list).toContain('Ana *Ruiz*');
  expect(list).not.toContain(ANA);
});

it.concurrent('everybody is answered in his own language', async ({ onTestFinished }) => {
  const { discord, ephemeral, message } = await openDeskLab({ onTestFinished });
  await discord.person(ANA, { name: 'Ana', locale: 'en-GB' }).command('/vm create image:tiny name:web1');
  const card = await message(/running/);
  const ben = discord.person(BEN, { name: 'Benito', locale: 'es-419' });
  await ben.press(card, 'Stop');
  expect(shownText(await ephemeral(BEN, /web1/))).toMatch(/web1 no es suya/);
});

it.concurrent('a server that is not named is refused, for the asker alone, and offered nothing', async ({
  onTestFinished,
}) => {
  const { discord, enter, lab, lines, ephemeral, posted } = await openOutside({
    onTestFinished,
    settings: () => ({ guildIds: [OTHER_GUILD] }),
    mayGoWrong: true,
  });
  await enter();
  // It is not let into that server either, and then it has brought all the commands that it brings.
  await eventually('a line in the log', () => lines.some(({ level }) => level === 'error'));
  discord.space.commands.set('global', [LABVM]);
  const ana = discord.person(ANA, { name: 'Ana', locale: 'es-ES' });
  await ana.command('/labvm command:vm create tiny');
  expect(shownText(await ephemeral(ANA, /no atiende este servidor/))).toMatch(/DISCORD_GUILD_IDS/);
  expect((await ana.offered('/labvm command:vm')).choices).toEqual([]);
  expect(posted()).toEqual([]);
  expect(await lab().store.jobs.list({ limit: 9 })).toEqual([]);
});

/** The command that takes any line, as it was registered once. */
const LABVM = {
  id: '1',
  name: 'labvm',
  type: 1,
  description: 'Any command',
  options: [{ type: 3, name: 'command', description: 'The line', required: true, autocomplete: true }],
};

it.concurrent('people are offered what is theirs, and in time', async ({ onTestFinished }) => {
  const { discord, hold, message } = await openDeskLab({ onTestFinished });
  const ana = discord.person(ANA);
  await ana.command('/vm create image:tiny name:web1');
  await message(/running/);
  const values = (offered: { choices: readonly { value: string }[] }) =>
    offered.choices.map(({ value }) => value);
  expect(values(await ana.offered('/vm stop name:'))).toEqual(['web1']);
  expect(values(await discord.person(BEN).offered('/vm stop name:'))).toEqual([]);
  const finding = hold('complete');
  expect(values(await ana.offered('/vm create image:t'))).toEqual([]);
  finding.letGo();
  expect(values(await ana.offered('/vm create image:tiny'))).toEqual(['tiny', 'tinycore']);
});
