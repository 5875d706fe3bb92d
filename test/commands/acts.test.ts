import { describe, expect, it } from 'vitest';
import type { Received } from '../../src/command/answer.ts';
import { ANA, addMachine, BEN, commandLab } from './support/lab.ts';

const answerOf = (received: Received) => (received.kind === 'accepted' ? received.answer() : null);

/** With the real store: what is promised of an act must hold where two deliveries race. */
describe('an act', () => {
  it('that is delivered twice at once is accepted once, and started once', async () => {
    const lab = commandLab();
    const both = await Promise.all([1, 2].map(() => lab.invoke('/vm create tiny', ANA, 'twice')));
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'repeated']);
    await Promise.all(both.map(answerOf));
    expect(lab.starts).toHaveLength(1);
    expect(await lab.store.jobs.list({ limit: 10 })).toHaveLength(1);
    expect(lab.entries).toHaveLength(1);
  });

  it.each([
    ['/vm create tiny', true, 'role:student grants vm:create on own', 'ok'],
    ['/vm create tiny --count 9', true, 'role:student grants vm:create on own', 'over-limit'],
    ['/vm delete his --yes', true, 'role:student grants vm:delete on own', 'not-found'],
    ['/vm delete hers', true, 'role:student grants vm:delete on own', 'ok'],
    ['/help vm', true, 'role:student grants help on own', 'ok'],
    ['/vm lst', false, 'parse: unknown-command', 'unknown-command', '/vm (7 characters)'],
    ['/vm create', false, 'parse: missing-argument', 'missing-argument', '/vm (10 characters)'],
  ])(
    'is written down with what came of it, once each: %s',
    async (line, allowed, rule, outcome, kept = line) => {
      const lab = commandLab();
      addMachine(lab.hypervisor, 'hers', 'off', ANA.id);
      addMachine(lab.hypervisor, 'his', 'off', BEN.id);
      await lab.ask(line, ANA, 'act');
      expect(lab.entries).toMatchObject([
        { invocationId: 'act', actorId: ANA.id, line: kept, allowed, rule },
      ]);
      expect(lab.outcomes).toEqual([{ invocationId: 'act', outcome }]);
    },
  );

  it.each(['/vm create tiny', '/vm list', '/host doctor', '/job cancel 7f3k', '/image list'])(
    'of a guest is written down as denied, and reaches nobody: %s',
    async (line) => {
      const lab = commandLab({ role: 'guest' });
      const received = await lab.invoke(line, ANA, 'act');
      expect(received).toMatchObject({ kind: 'rejected', error: { code: 'not-allowed' } });
      expect(lab.entries).toMatchObject([
        { allowed: false, rule: expect.stringMatching(/^role:guest does not grant/) },
      ]);
      expect(lab.outcomes).toEqual([{ invocationId: 'act', outcome: 'not-allowed' }]);
      expect(lab.hypervisor.calls).toEqual([]);
    },
  );
});

describe('acts at once', () => {
  it('get names of their own where labvm chooses', async () => {
    const lab = commandLab();
    const answers = await Promise.all(Array.from({ length: 12 }, () => lab.ask('/vm create tiny')));
    expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => 'started'));
    const jobs = await lab.store.jobs.list({ limit: 20 });
    expect(new Set(jobs.map(({ vm }) => vm))).toEqual(new Set(answers.map((_, at) => `tiny-${at + 1}`)));
  });

  it('let one have the name that all ask for', async () => {
    const lab = commandLab();
    const answers = await Promise.all(Array.from({ length: 5 }, () => lab.ask('/vm create tiny web1')));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'started',
    ]);
  });

  it('do not take somebody over his limit', async () => {
    const lab = commandLab();
    const answers = await Promise.all(Array.from({ length: 6 }, () => lab.ask('/vm create tiny', ANA)));
    expect(answers.filter(({ kind }) => kind === 'started')).toHaveLength(3);
    expect(answers.filter((one) => one.kind === 'refused').map(({ error }) => error.code)).toEqual([
      'over-limit',
      'over-limit',
      'over-limit',
    ]);
  });
});
