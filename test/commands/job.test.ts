import { describe, expect, it } from 'vitest';
import { list } from '../../commands/job/list.ts';
import type { Actor } from '../../src/access/actor.ts';
import { completeLine } from '../../src/command/complete.ts';
import { plainText } from '../../src/view/plain.ts';
import { ADMIN, ANA, BEN, commandLab, refused, TEACHER, viewOf } from './support/lab.ts';

type Lab = ReturnType<typeof commandLab>;

/** Somebody's job that waits. */
async function waiting(lab: Lab, actor: Actor, name: string): Promise<string> {
  const answer = await lab.ask(`/vm create tiny ${name}`, actor);
  if (answer.kind !== 'started') throw new Error(`No job was started but it was ${answer.kind}`);
  return answer.jobId;
}

describe('/job list', () => {
  it('shows a student his own jobs, and a teacher everybody’s', async () => {
    const lab = commandLab();
    const hers = await waiting(lab, ANA, 'hers');
    const his = await waiting(lab, BEN, 'his');
    expect(await lab.ask('/job list', ANA)).toMatchObject({
      data: { jobs: [{ id: hers, vm: 'hers', actor: ANA.id }] },
    });
    expect(await lab.ask('/job list', TEACHER)).toMatchObject({
      data: { jobs: [{ id: his }, { id: hers }] },
    });
  });

  it('says in words what each does, how it is, how old it is, and who asked', async () => {
    const lab = commandLab({ role: 'teacher' });
    await waiting(lab, ANA, 'web1');
    await lab.ask('/vm create tiny class --count 3', ANA);
    const now = { clock: { now: () => new Date(Date.now() + 3_720_000) } };
    const later = { ...lab.context(ANA), now: now.clock.now() };
    const decision = await list.run({ all: undefined }, later as never);
    if (decision.kind !== 'say') throw new Error('It says nothing.');
    const [en, es] = (['en', 'es'] as const).map((locale) => plainText(decision.view, locale, 120));
    expect(en).toMatch(/create class-1 and 2 more +waiting +1 h 2 min +slack:T1:ANA/);
    expect(en).toMatch(/create web1 +waiting/);
    expect(es).toMatch(/crear class-1 y 2 más +en espera +1 h 2 min/);
    expect(`${en}${es}`).not.toContain('vm.create');
  });

  it('is offered in the same words', async () => {
    const lab = commandLab();
    const id = await waiting(lab, ANA, 'web1');
    const typed = { line: '/job cancel ', actor: ANA, place: { chat: 'slack', channel: 'C1' } };
    const { choices } = await completeLine(lab.world, { ...typed, locale: 'es' });
    expect(choices).toEqual([{ value: id, label: 'crear web1' }]);
  });

  it('leaves out what has ended, unless all are asked for', async () => {
    const lab = commandLab();
    const id = await waiting(lab, ANA, 'web1');
    await lab.ask(`/job cancel ${id}`, ANA);
    expect(plainText(viewOf(await lab.ask('/job list', ANA)), 'es', 80)).toContain('/job list --all');
    expect(await lab.ask('/job list --all', ANA)).toMatchObject({
      data: { jobs: [{ id, state: 'cancelled' }] },
    });
    expect(plainText(viewOf(await lab.ask('/job list --all', BEN)), 'en', 80)).toBe(
      'There have been no jobs yet.',
    );
  });
});

describe('/job cancel', () => {
  it('cancels one’s own job, and an administrator anybody’s', async () => {
    const lab = commandLab();
    for (const actor of [ANA, ADMIN]) {
      const id = await waiting(lab, ANA, 'web1');
      const answer = await lab.ask(`/job cancel ${id}`, actor);
      expect(answer).toMatchObject({ kind: 'said', data: { job: { id } } });
      expect(await lab.store.jobs.get(id)).toMatchObject({ state: 'cancelled', cancelledBy: actor.id });
      // Its name is free again.
    }
  });

  it('tells a student the same of another’s job as of one that is not there', async () => {
    const lab = commandLab();
    const id = await waiting(lab, BEN, 'his');
    const there = refused(await lab.ask(`/job cancel ${id}`, ANA));
    const notThere = refused(await lab.ask('/job cancel nothere', ANA));
    expect(there.code).toBe('not-found');
    expect(there.text.en.replace(id, 'nothere')).toBe(notThere.text.en);
    expect(there.text.es.replace(id, 'nothere')).toBe(notThere.text.es);
    expect(there.hint).toEqual(notThere.hint);
    expect(await lab.store.jobs.get(id)).toMatchObject({ cancelledBy: null });
  });

  it('tells a teacher whose job it is', async () => {
    const lab = commandLab();
    const id = await waiting(lab, BEN, 'his');
    const error = refused(await lab.ask(`/job cancel ${id}`, TEACHER));
    expect(error).toMatchObject({ code: 'not-allowed', text: { en: expect.stringContaining(BEN.id) } });
    expect(await lab.store.jobs.get(id)).toMatchObject({ cancelledBy: null });
  });

  it('says how a job ended that has ended', async () => {
    const lab = commandLab();
    const id = await waiting(lab, ANA, 'web1');
    await lab.ask(`/job cancel ${id}`, ANA);
    const answer = await lab.ask(`/job cancel ${id}`, ANA);
    expect(plainText(viewOf(answer), 'en', 80)).toContain('has already ended (cancelled)');
    expect(plainText(viewOf(answer), 'es', 80)).toContain('(cancelado)');
  });

  it.each(['', '../etc', 'a b', 'x'.repeat(41), '<id>'])('asks the store nothing about %j', async (id) => {
    const lab = commandLab({
      tools: { cancelJob: () => Promise.reject(new Error('asked for')) },
    });
    expect(refused(await lab.ask(`/job cancel ${id}`)).code).toMatch(/^(bad|missing)-argument$/);
  });
});
