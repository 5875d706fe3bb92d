import { afterEach, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../support/patience.ts';
import { deleteMachines } from './support/clean.ts';
import { leftOvers, virsh } from './support/host.ts';
import { startSlackService } from './support/slack.ts';

const C1 = { channel: 'C1' };

describe('labvm in Slack, with real machines', () => {
  afterEach(deleteMachines);

  it('a form makes a machine, and a button on its card works after a restart', async () => {
    const { slack, message, kill, start } = await startSlackService();
    const ana = slack.person('UEVA', { locale: 'es-ES' });
    await ana.command('/vm', 'create', C1);
    const form = await slack.until('a form', () => slack.workspace.modals.at(-1));
    expect((await ana.suggest(form, 'image', 'slit')).map(({ value }) => value)).toEqual(['slitaz']);
    expect((await ana.submit(form, { image: 'tiny', name: 'web1', memory: '33M' })).errors).toHaveProperty(
      'memory',
    );
    expect((await ana.submit(form, { image: 'tiny', name: 'web1' })).errors).toEqual({});
    const card = await message(/^web1\nEstado: /);
    await kill();
    await start();
    await ana.press(card, 'Apagar');
    await message(/^web1\nEstado: apagada/);
  });

  it('kill -9 during a job: the same message goes on', async () => {
    const { slack, message, posted, kill, start } = await startSlackService();
    await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    const before = await message(/Start: done/);
    await kill();
    await start();
    const card = await message(/^web1\nState: running/);
    expect(card.ts).toBe(before.ts);
    expect(posted()).toHaveLength(1);
    expect((await leftOvers()).domains).toEqual(['web1']);
  });

  it('kill -9 between a post and its answer: no second message', async () => {
    const { slack, message, posted, kill, start } = await startSlackService();
    slack.faults.next('chat.postMessage', { kind: 'delay', ms: 120_000 });
    await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    await slack.until('the post', () => posted().length === 1);
    await kill();
    await start();
    await message(/^web1\nState: running/);
    expect(posted()).toHaveLength(1);
  });

  it('kill -9 right after the acknowledgement loses nothing', async () => {
    const { slack, message, posted, kill, start } = await startSlackService();
    const { ack } = await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    expect(ack).not.toBeNull();
    await kill();
    await start();
    await message(/^web1\nState: running/);
    expect(posted()).toHaveLength(1);
  });

  it('two people, two languages, two channels', async () => {
    const { slack, message } = await startSlackService();
    await Promise.all([
      slack.person('UEVA', { locale: 'es-ES' }).command('/vm', 'crear tiny de-ana', C1),
      slack.person('UBEN').command('/vm', 'create tiny of-ben', { channel: 'C2' }),
    ]);
    expect(await message(/^de-ana\nEstado: /)).toMatchObject({ channel: 'C1' });
    expect(await message(/^of-ben\nState: running/)).toMatchObject({ channel: 'C2' });
  });

  it('somebody’s virsh destroy is told in the thread of the card', async () => {
    const { slack, message } = await startSlackService();
    await slack.person('UANA').command('/vm', 'create tiny web1', C1);
    const card = await message(/^web1\nState: running/);
    await virsh('destroy', 'web1');
    expect(await message(/web1 was switched off by force/)).toMatchObject({ channel: 'C1', thread: card.ts });
  });

  it(
    'a storm of 60 changes keeps to Slack’s pace, and every end arrives',
    async () => {
      const { slack, message } = await startSlackService();
      const ana = slack.person('UANA');
      await ana.command('/vm', 'create tiny class --count 6', C1);
      await message(/6 machines are ready/, 600_000);
      for (let round = 0; round < 5; round += 1) {
        const order = round % 2 === 0 ? 'pause' : 'resume';
        await Promise.all(
          [1, 2, 3, 4, 5, 6].flatMap((at) => [
            ana.command('/vm', `${order} class-${at}`, { channel: at % 2 ? 'C1' : 'C2' }),
            ana.command('/vm', `${order === 'pause' ? 'resume' : 'pause'} class-${at}`, {
              channel: at % 2 ? 'C2' : 'C1',
            }),
          ]),
        );
      }
      await slack.until(
        'no message that still works',
        () => !slack.workspace.messages.some(({ text }) => /: working|waiting/.test(text)),
        600_000,
      );
      const refused = slack.workspace.calls.filter(
        ({ method, error }) => method.startsWith('chat.') && error,
      );
      expect(refused).toEqual([]);
      expect(slack.timeouts).toEqual([]);
    },
    5 * PATIENCE_MS,
  );
});
