import { describe, expect, it } from 'vitest';
import { openSlackLab } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

/** A message's blocks of one kind. */
function blocksOf(message: { readonly blocks: readonly object[] }, type: string): readonly object[] {
  return message.blocks.filter((block) => 'type' in block && block.type === type);
}

describe('a console in Slack', () => {
  it.concurrent('is a link for the one who presses, and for nobody else', async ({ onTestFinished }) => {
    const { slack, message, ephemeral, posted } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    const card = await message(/running/);
    await ana.press(card, 'Console');
    const answer = await ephemeral('UANA', /Console of web1/);
    const button = JSON.stringify(blocksOf(answer, 'actions'));
    expect(button).toMatch(/"url":"https:\/\/lab\.example\/labvm\/open#[\w-]{43}"/);
    // What notifications show has no secret in it.
    expect(answer.text).not.toContain('open#');
    expect(JSON.stringify(posted())).not.toContain('open#');

    await slack.person('UBEN').press(card, 'Console');
    const refused = await ephemeral('UBEN', /web1 is not yours/);
    expect(JSON.stringify(refused.blocks)).not.toContain('open#');

    // Slack tells labvm of the press of a link too: it is acknowledged, and that is all.
    await ana.press(answer, 'Open in the browser');
    expect(slack.timeouts ?? []).toEqual([]);
  });

  it.concurrent('is a picture in the message, once Slack has looked through it', async ({
    onTestFinished,
  }) => {
    const { slack, message } = await openSlackLab({ onTestFinished });
    const ana = slack.person('UANA');
    await ana.command('/vm', 'create tiny web1', C1);
    await message(/running/);
    await ana.command('/vm', 'screenshot web1', C1);
    const shown = await message(/Screen of web1/);
    const pictured = await slack.until('the picture', () => {
      const now = slack.workspace.find('C1', shown.ts);
      return now && blocksOf(now, 'image').length === 1 && now;
    });
    expect(blocksOf(pictured, 'image')[0]).toMatchObject({ alt_text: 'Screen of web1' });
    // It stands above the buttons.
    expect(pictured.blocks.at(-1)).toMatchObject({ type: 'actions' });
  });
});
