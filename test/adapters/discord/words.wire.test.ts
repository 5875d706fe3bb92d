import { expect, it } from 'vitest';
import { ANA, openDeskLab, shownText, TEACHER } from './support/desk-lab.ts';

it.concurrent('help names what can be picked, in the language of whoever asks', async ({
  onTestFinished,
}) => {
  const { discord, ephemeral } = await openDeskLab({ onTestFinished });
  const ana = discord.person(ANA);
  await ana.command('/help command:vm create');
  const page = shownText(await ephemeral(ANA, /Create a virtual machine/));
  expect(page).toMatch(/\/vm create image: \[name:\]/);
  expect(page).toMatch(/\/vm create image:\S+ name:\S+ cpus:\d/);
  expect(page).not.toContain('--');
  const luz = discord.person(TEACHER, { name: 'Luz', locale: 'es-ES' });
  await luz.command('/help command:vm create');
  const hoja = shownText(await ephemeral(TEACHER, /Crear una máquina virtual/));
  expect(hoja).toMatch(/\/máquina crear imagen: \[nombre:\]/);
  expect(hoja).toMatch(/memoria:/);
  expect(hoja).not.toContain('--');
});

it.concurrent('what is wrong is said by the name of its field', async ({ onTestFinished }) => {
  const { discord, ephemeral } = await openDeskLab({ onTestFinished });
  await discord.person(ANA).command('/vm create image:tiny memory:lots');
  expect(shownText(await ephemeral(ANA, /lots/))).toMatch(/memory: «lots»/);
  await discord.person(TEACHER, { locale: 'es-419' }).command('/vm create image:tiny memory:lots');
  expect(shownText(await ephemeral(TEACHER, /lots/))).toMatch(/memoria: «lots»/);
});

it.concurrent('an address that is awaited shows a time that runs by itself', async ({ onTestFinished }) => {
  const { discord, message, world } = await openDeskLab({ onTestFinished });
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  await discord.person(ANA).command('/vm create image:tiny name:web1');
  const waiting = await message(/Address — begun <t:\d+:R>/);
  const times = waiting.history.flatMap((said) => shownText(said).match(/Address — begun <t:\d+:R>/) ?? []);
  expect(new Set(times).size).toBe(1);
});
