import { expect, it } from 'vitest';
import { ANA, openDeskLab } from './support/desk-lab.ts';

const EVE = '345678901234567895';

// The default role of this lab is student.
it('in a direct message whoever shares no server with labvm is a guest, and whoever does is not', async ({
  onTestFinished,
}) => {
  const lab = await openDeskLab({ onTestFinished });
  const { discord, ephemeral } = lab;
  const ana = discord.person(ANA);
  const eve = discord.person(EVE, { isStranger: true });
  await eve.command('/vm list', { channel: discord.space.direct(EVE).id });
  await ephemeral(EVE, /Your role here is guest/);
  expect((await eve.offered('/vm create image:', { channel: discord.space.direct(EVE).id })).choices).toEqual(
    [],
  );
  await ana.command('/vm list', { channel: discord.space.direct(ANA).id });
  await ephemeral(ANA, /There are no machines/);
});
