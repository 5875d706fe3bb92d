import { afterEach, expect, it } from 'vitest';
import { deleteMachines } from './support/clean.ts';
import { startSlackService } from './support/slack.ts';

afterEach(deleteMachines);

it('a command in Slack becomes one message that ends as a card; its buttons work', async () => {
  const { slack, message, posted } = await startSlackService();
  const ana = slack.person('UANA');
  const { ack } = await ana.command('/vm', 'create tiny web1', { channel: 'C1' });
  expect(ack).not.toBeNull();
  const card = await message(/^web1\nState: running\nAddress: \d+\.\d+\.\d+\.\d+/);
  expect(posted()).toHaveLength(1);
  // It filled itself in; how many states one saw on the way is a matter of how busy the host is.
  expect(card.history.length).toBeGreaterThan(1);
  await ana.press(card, 'Stop');
  await message(/^web1\nState: off/);
  const { asked } = await ana.press(card, 'Delete');
  expect(asked).toMatch(/web1 .* will be deleted/);
  await message(/web1 has been deleted/);
  expect(slack.timeouts).toEqual([]);
});
