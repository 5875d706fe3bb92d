import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANA, BEN, buttonsOf, type DeskLab, openDeskLab, shownText, TEACHER } from './support/desk-lab.ts';

async function withCard(lab: DeskLab, who = ANA) {
  const owner = lab.discord.person(who);
  await owner.command('/vm create image:tiny name:web1');
  return { owner, card: await lab.message(/running/) };
}

describe('the buttons of a card', () => {
  it.concurrent('work after a restart, and whoever presses is authorised anew', async ({
    onTestFinished,
  }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner, card } = await withCard(lab);
    await lab.restart();
    await lab.discord.person(BEN).press(card, 'Stop');
    await lab.ephemeral(BEN, /web1 is not yours/);
    await lab.discord.person(BEN).command('/vm stop name:web1');
    await lab.ephemeral(BEN, /no machine called web1/);
    expect(lab.world.machine('web1').power).toBe('running');
    expect(buttonsOf(lab.discord.space.message(card.id) ?? card)).toEqual([
      'Console',
      'Stop',
      'Restart',
      'Delete',
    ]);
    await owner.press(card, 'Stop');
    await eventually('web1 to be off', () => lab.world.machine('web1').power === 'off');
  });

  it.concurrent('of a teacher’s machine do nothing for a student', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { card } = await withCard(lab, TEACHER);
    await lab.discord.person(ANA).press(card, 'Stop');
    await lab.ephemeral(ANA, /web1/);
    expect(lab.world.machine('web1').power).toBe('running');
  });

  it.concurrent('of a student’s machine work for a teacher', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { card } = await withCard(lab);
    await lab.discord.person(TEACHER).press(card, 'Stop');
    await eventually('web1 to be off', () => lab.world.machine('web1').power === 'off');
  });

  it.concurrent('ask before a machine is lost, and a yes is told to all', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner, card } = await withCard(lab);
    await owner.press(card, 'Delete');
    const question = await lab.ephemeral(ANA, /cannot be undone/);
    expect(shownText(question)).toMatch(/web1/);
    expect(lab.world.machines.size).toBe(1);
    await owner.press(question, 'Delete');
    await lab.message(/web1 has been deleted/);
    const told = await lab.ephemeral(ANA, /^Going ahead\.$/);
    expect(told.id).toBe(question.id);
    expect(lab.world.machines.size).toBe(0);
  });

  it.concurrent('that are pressed twice do it once', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner, card } = await withCard(lab);
    lab.world.guests.bootMs = Number.POSITIVE_INFINITY;
    await owner.press(card, 'Restart');
    await owner.press(lab.discord.space.message(card.id) ?? card, 'Restart');
    await lab.ephemeral(ANA, /web1 is being restarted already/);
    expect(lab.posted().filter((one) => /Restarting web1/.test(shownText(one)))).toHaveLength(1);
  });

  it.concurrent('of a card that one person sees leave it as it is', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner } = await withCard(lab);
    await owner.command('/vm show name:web1');
    const card = await lab.ephemeral(ANA, /web1[\s\S]*running/);
    await owner.press(card, 'Delete');
    const question = await lab.ephemeral(ANA, /cannot be undone/);
    expect(question.id).not.toBe(card.id);
    await owner.press(card, 'Stop');
    await lab.message(/web1[\s\S]*State:\*\* off/);
    expect(buttonsOf(lab.discord.space.message(card.id) ?? card)).toEqual(buttonsOf(card));
  });

  it.concurrent('are refused in the language of whoever presses', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    lab.discord.person(ANA, { name: 'Ana' });
    const { card } = await withCard(lab);
    const luz = lab.discord.person(TEACHER, { name: 'Luz', locale: 'es-ES' });
    await luz.press(card, 'Delete');
    expect(shownText(await lab.ephemeral(TEACHER, /web1 es de Ana/))).toMatch(/Pídaselo a su dueño/);
  });

  it.concurrent('become a sentence where the machine is gone', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner, card } = await withCard(lab);
    lab.world.removedBySomebody('web1');
    await owner.press(lab.discord.space.message(card.id) ?? card, 'Restart');
    await lab.message(/web1[\s\S]*no machine called web1/);
    const told = lab.discord.space.message(card.id) ?? card;
    expect(buttonsOf(told)).toEqual([]);
    expect(shownText(told)).toMatch(/web1[\s\S]*no machine called web1/);
    expect(owner.ephemerals()).toEqual([]);
  });

  it.concurrent('become a sentence also where that takes long to find out', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const { owner, card } = await withCard(lab);
    lab.world.removedBySomebody('web1');
    const answer = lab.hold('answer');
    const { ack, message } = await owner.press(lab.discord.space.message(card.id) ?? card, 'Restart');
    expect(ack?.type).toBe(5);
    answer.letGo();
    await lab.message(/web1[\s\S]*no machine called web1/);
    expect(buttonsOf(lab.discord.space.message(card.id) ?? card)).toEqual([]);
    await lab.discord.until('nothing promised', () => message() === null);
    expect(owner.ephemerals()).toEqual([]);
  });

  it.concurrent('become a sentence also where the card is plain text', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const owner = lab.discord.person(ANA);
    const space = lab.discord.space;
    const button = { type: 2, style: 2, label: 'Stop', custom_id: '/vm stop web1' };
    const plain = space.add({
      content: 'web1 is running',
      components: [{ type: 1, components: [button] }],
      flags: 0,
      attachments: [],
      channel: lab.discord.channel,
      nonce: null,
      replyTo: null,
      interaction: null,
      onlyFor: null,
      isLoading: false,
    });
    await owner.press(plain, 'Stop');
    const told = space.message(plain.id) ?? plain;
    expect(told.content).toMatch(/^web1 is running\n.*no machine called web1/);
    expect(told.components).toEqual([]);
  });
});
