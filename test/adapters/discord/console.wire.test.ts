import { describe, expect, it } from 'vitest';
import { ANA, BEN, openDeskLab } from './support/desk-lab.ts';

describe('a console in Discord', () => {
  it.concurrent('is a link for the one who presses, and for nobody else', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const ana = lab.discord.person(ANA);
    await ana.command('/vm create image:tiny name:web1');
    const card = await lab.message(/running/);
    await ana.press(card, 'Console');
    const answer = await lab.ephemeral(ANA, /Console of web1/);
    expect(JSON.stringify(answer.components)).toMatch(
      /"url":"https:\/\/lab\.example\/labvm\/open#[\w-]{43}"/,
    );
    await lab.discord.person(BEN).press(card, 'Console');
    const refused = await lab.ephemeral(BEN, /web1 is not yours/);
    expect(JSON.stringify(refused.components)).not.toContain('open#');
    const public_ = lab.discord.space.messages.filter(({ onlyFor }) => onlyFor === null);
    expect(JSON.stringify(public_)).not.toContain('open#');
  });

  it.concurrent('is a small picture on the card, and a large one when it is asked for', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    const ana = lab.discord.person(ANA);
    await ana.command('/vm create image:tiny name:web1');
    const card = await lab.message(/running/);
    const pictured = await lab.discord.until('a picture on the card', () => {
      const now = lab.discord.space.message(card.id);
      return JSON.stringify(now?.components).includes('attachment://screen-0.png') && now;
    });
    expect(pictured.attachments.map(({ filename }) => filename)).toEqual(['screen-0.png']);
    await ana.command('/vm screenshot name:web1');
    const shown = await lab.message(/Screen of web1/);
    expect(shown.attachments.map(({ filename }) => filename)).toEqual(['screen-0.png']);
    expect(JSON.stringify(shown.components)).toContain('Screen of web1');
  });
});
