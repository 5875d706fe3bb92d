import { afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { startDiscordService } from './support/discord.ts';

const ANA = '345678901234567890';

afterEach(deleteMachines);

it('a command in Discord becomes one message that ends as a card; its buttons work', async () => {
  const { discord, message, posted } = await startDiscordService();
  const ana = discord.person(ANA, { name: 'Ana' });
  const { ack } = await ana.command('/vm create image:tiny name:web1');
  expect(ack).not.toBeNull();
  const card = await message(/web1[\s\S]*State:\*\* running[\s\S]*\d+\.\d+\.\d+\.\d+/);
  expect(posted()).toHaveLength(1);
  // It filled itself in; how many states one saw on the way is a matter of how busy the host is.
  expect(card.history.length).toBeGreaterThan(1);
  await ana.press(card, 'Stop');
  const off = await message(/web1[\s\S]*State:\*\* off/);
  await ana.press(off, 'Delete');
  const question = await message(/Delete web1\?/);
  expect(question.onlyFor).toBe(ANA);
  await ana.press(question, 'Delete');
  await message(/web1 has been deleted/);
  expect(discord.timeouts).toEqual([]);
  expect(discord.breaches).toEqual([]);
});
