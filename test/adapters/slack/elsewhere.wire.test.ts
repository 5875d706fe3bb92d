import { expect, it } from 'vitest';
import { openSlackLab } from './support/slack-lab.ts';

const C1 = { channel: 'C1' };

// The default role of this lab is student.
it('somebody of another workspace is a guest, whichever way they ask', async ({ onTestFinished }) => {
  const { slack, message, ephemeral, lab, posted, world } = await openSlackLab({ onTestFinished });
  const ana = slack.person('UANA');
  const eve = slack.person('UEVE', { team: 'T2' });
  await ana.command('/vm', 'create tiny web1', C1);
  const card = await message(/running/);
  const refused = (pattern = /Your role here is guest/) => ephemeral('UEVE', pattern);

  await eve.command('/vm', 'create tiny', C1);
  await refused(/guest, which does not allow .*vm create.*Your ID is slack:T2:UEVE/s);
  await eve.mention('vm list', C1);
  await refused(/guest, which does not allow .*vm list/);
  await eve.press(card, 'Stop');
  await refused(/guest, which does not allow .*vm stop/);
  await eve.direct('image list');
  await slack.until(
    'a refusal in the conversation',
    () =>
      posted().some(({ channel, text }) => channel === 'DUEVE' && text.includes('guest')) ||
      slack.workspace.ephemerals.some(({ text }) => text.includes('image list')),
  );

  // A form that Ana opened, sent by somebody who should not have it.
  await ana.command('/vm', 'key', C1);
  const form = await slack.until('a form', () => slack.workspace.modals.at(-1));
  expect(await ana.suggest(form, 'name', 'web')).toHaveLength(1);
  expect(await eve.suggest(form, 'name', 'web')).toEqual([]);
  const { errors } = await eve.submit(form, { name: 'web1', keys: 'enter' });
  expect(JSON.stringify(errors)).toContain('guest');

  expect(world.machine('web1').power).toBe('running');
  expect(await lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
});

it('whoever is named has their role, wherever they are from', async ({ onTestFinished }) => {
  const { slack, ephemeral } = await openSlackLab({ onTestFinished });
  // The same user id in another workspace is somebody else than the teacher slack:T1:UTEACHER.
  await slack.person('UTEACHER', { team: 'T2' }).command('/vm', 'list', C1);
  await ephemeral('UTEACHER', /guest/);
});
