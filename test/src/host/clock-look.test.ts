import { expect, it } from 'vitest';
import { createChatClocks } from '../../../src/chat/clocks.ts';
import { clockLook } from '../../../src/host/clock-look.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const never = new AbortController().signal;

it('says nothing of the clock where no chat has measured it', async () => {
  expect(await clockLook(createChatClocks()).look(never)).toEqual([]);
});

it.each([
  [0, 'good', 'agrees with Discord’s', 'coincide con el de Discord'],
  [1900, 'good', 'agrees with Discord’s', 'coincide con el de Discord'],
  [4000, 'warning', '4 s fast against Discord’s', 'adelanta 4 s respecto al de Discord'],
  [-90_000, 'warning', '90 s slow against Discord’s', 'atrasa 90 s respecto al de Discord'],
  [300_000, 'warning', '5 min fast against Discord’s', 'adelanta 5 min respecto al de Discord'],
] as const)('says how a clock stands that is ahead by %i ms: %s', async (aheadMs, state, en, es) => {
  const clocks = createChatClocks();
  clocks.tell('Discord', aheadMs);
  const [check, ...more] = await clockLook(clocks).look(never);
  expect(more).toEqual([]);
  expect(check).toMatchObject({ name: 'clock', state, detail: { en, es } });
  expect(check?.remedy === undefined).toBe(state === 'good');
});

it('is in the manual', () => expect(troubleDoc).toContain('5 min fast against Discord’s'));
