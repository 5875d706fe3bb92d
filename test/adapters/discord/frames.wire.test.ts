import { expect, it } from 'vitest';
import { ANA, openDeskLab } from './support/desk-lab.ts';

/** Interactions as no Discord sends them. */
const FRAMES = [{}, { id: '1', type: 2 }, { id: '2', type: 3, data: {} }, { id: '3', type: 99 }, null];

it('a frame that nobody understands ends nothing', async ({ onTestFinished }) => {
  const { discord } = await openDeskLab({ onTestFinished });
  const before = discord.gateway.identified;
  for (const frame of FRAMES) discord.gateway.dispatch('INTERACTION_CREATE', frame);
  const { ack } = await discord.person(ANA).command('/vm list');
  expect(ack?.type).toBe(4);
  expect(discord.gateway.identified).toBe(before);
});
