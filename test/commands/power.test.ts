import { describe, expect, it } from 'vitest';
import type { Power } from '../../src/vm/vm.ts';
import { ADMIN, ANA, addMachine, BEN, commandLab, refused, TEACHER, viewOf } from './support/lab.ts';

const POWERS: readonly Power[] = ['running', 'paused', 'off', 'crashed'];

function labWith(power: Power) {
  const lab = commandLab();
  addMachine(lab.hypervisor, 'web1', power);
  return lab;
}

/** What each order makes of a machine in each state: a job, an answer that it is so already, or a refusal. */
const ORDERS: Readonly<Record<string, Readonly<Record<Power, 'started' | 'said' | 'wrong-state'>>>> = {
  start: { running: 'said', paused: 'wrong-state', off: 'started', crashed: 'wrong-state' },
  stop: { running: 'started', paused: 'started', off: 'said', crashed: 'started' },
  kill: { running: 'started', paused: 'started', off: 'said', crashed: 'started' },
  restart: { running: 'started', paused: 'started', off: 'started', crashed: 'started' },
  pause: { running: 'started', paused: 'said', off: 'wrong-state', crashed: 'wrong-state' },
  resume: { running: 'said', paused: 'started', off: 'wrong-state', crashed: 'wrong-state' },
};

const CASES = Object.entries(ORDERS).flatMap(([verb, outcomes]) =>
  POWERS.map((power) => ({ verb, power, outcome: outcomes[power] })),
);

describe('an order to a machine', () => {
  it.each(CASES)('/vm $verb of one that is $power: $outcome', async ({ verb, power, outcome }) => {
    const lab = labWith(power);
    const answer = await lab.ask(`/vm ${verb} web1`);
    if (outcome !== 'wrong-state') {
      expect(answer.kind).toBe(outcome);
    } else {
      const { code, text, hint } = refused(answer);
      expect(code).toBe('wrong-state');
      expect(text.en).toContain('web1');
      expect(text.es).not.toBe(text.en);
      // What helps is a line that can be typed.
      expect(hint?.en).toMatch(/\/vm (start|resume|log|restart) web1/);
    }
    expect(lab.starts).toHaveLength(outcome === 'started' ? 1 : 0);
    expect(lab.hypervisor.world.machine('web1').power).toBe(power);
  });

  it.each(CASES.filter(({ outcome }) => outcome === 'said'))(
    '/vm $verb of one that is $power already shows the machine',
    async ({ verb, power }) => {
      const answer = await labWith(power).ask(`/vm ${verb} web1`);
      expect(answer).toMatchObject({ kind: 'said', data: { vm: { name: 'web1', power } } });
      expect(viewOf(answer).parts[0]).toMatchObject({
        kind: 'text',
        text: { en: expect.stringContaining('already') },
      });
    },
  );
});

describe('an order that is given twice', () => {
  it.each([
    ['restart', 'running', 'web1 is being restarted already.', 'web1 ya se está reiniciando.'],
    ['start', 'off', 'web1 is being started already.', 'web1 ya se está arrancando.'],
    ['stop', 'running', 'web1 is being shut down already.', 'web1 ya se está apagando.'],
    ['kill', 'running', 'web1 is being switched off already.', 'web1 ya se está apagando.'],
    ['pause', 'running', 'web1 is being paused already.', 'web1 ya se está poniendo en pausa.'],
    ['resume', 'paused', 'web1 is being resumed already.', 'web1 ya se está reanudando.'],
    ['delete', 'off', 'web1 is being deleted already.', 'web1 ya se está borrando.'],
  ] as const)('is carried out once: /vm %s', async (verb, power, en, es) => {
    const lab = labWith(power);
    const line = `/vm ${verb} web1 --yes`;
    const answers = await Promise.all([lab.ask(line), lab.ask(line)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'started']);
    const again = answers.find(({ kind }) => kind === 'refused');
    expect(again).toMatchObject({ error: { code: 'busy', text: { en, es } } });
    expect(await lab.store.jobs.list({ limit: 9 })).toHaveLength(1);
  });

  it('is carried out beside another one, and for another machine', async () => {
    const lab = labWith('running');
    addMachine(lab.hypervisor, 'web2', 'running');
    for (const line of ['/vm restart web1', '/vm stop web1', '/vm restart web2'])
      expect((await lab.ask(line)).kind).toBe('started');
  });
});

describe('what an order starts', () => {
  it.each([
    ['/vm start web1', 'off', 'vm.start', { name: 'web1', expectedBootSeconds: 90 }],
    ['/vm stop web1', 'running', 'vm.stop', { name: 'web1', forceAfterSeconds: 30 }],
    ['/vm stop web1 --force-after 0', 'running', 'vm.stop', { name: 'web1', forceAfterSeconds: 0 }],
    ['/vm stop --force-after=600 web1', 'running', 'vm.stop', { name: 'web1', forceAfterSeconds: 600 }],
    [
      '/vm restart web1',
      'running',
      'vm.restart',
      { name: 'web1', forceAfterSeconds: 30, expectedBootSeconds: 90 },
    ],
    ['/vm kill web1', 'running', 'vm.kill', { name: 'web1' }],
    ['/vm pause web1', 'running', 'vm.pause', { name: 'web1' }],
    ['/vm resume web1', 'paused', 'vm.resume', { name: 'web1', pausedSince: null }],
  ] as const)('%s', async (line, power, kind, input) => {
    const lab = labWith(power);
    await lab.ask(line);
    expect(lab.starts[0]?.jobs).toMatchObject([{ kind, vm: 'web1', input }]);
  });

  it('waits longer for a machine whose image is not in the catalogue any more', async () => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'old', 'off', ANA.id, 'gone');
    await lab.ask('/vm start old');
    expect(lab.starts[0]?.jobs[0]?.input).toEqual({
      name: 'old',
      requestId: 'req-old',
      expectedBootSeconds: 120,
      asksForAddress: true,
    });
  });

  it('takes a share of what its owner may run; its disk, which they have already, it takes of the host', async () => {
    const lab = labWith('off');
    await lab.ask('/vm start web1', ADMIN);
    expect(lab.starts[0]?.jobs[0]?.reservation).toEqual({
      owner: ANA.id,
      vm: 'web1',
      isNew: false,
      vms: 0,
      runningVms: 1,
      cpus: 1,
      memoryMiB: 128,
      diskGiB: 1,
    });
  });

  it('is refused where the owner runs as many as he may', async () => {
    const lab = labWith('off');
    for (const name of ['a', 'b', 'c']) addMachine(lab.hypervisor, name);
    const error = refused(await lab.ask('/vm start web1', ANA));
    expect(error.text.en).toBe('This takes 1 running machine; 3 of 3 are in use, so 0 would fit.');
  });

  it('holds a teacher who starts it to the limits of its owner', async () => {
    const lab = labWith('off');
    for (const name of ['a', 'b', 'c']) addMachine(lab.hypervisor, name);
    const error = refused(await lab.ask('/vm start web1', TEACHER));
    expect(error.text.en).toBe('This takes 1 running machine; 3 of 3 are in use, so 0 would fit.');
  });

  it('lets somebody restart a machine that is the last he may run', async () => {
    const lab = labWith('running');
    for (const name of ['b', 'c']) addMachine(lab.hypervisor, name);
    expect(await lab.ask('/vm restart web1', ANA)).toMatchObject({ kind: 'started' });
  });
});

describe('somebody else’s machine', () => {
  const VERBS = ['show', 'log', 'start', 'stop', 'restart', 'kill', 'pause', 'resume', 'delete'];

  it.each(VERBS)('is for a student as if it were not there: /vm %s', async (verb) => {
    const lab = commandLab();
    addMachine(lab.hypervisor, 'secret', 'running', BEN.id);
    const there = refused(await lab.ask(`/vm ${verb} secret --yes`, ANA));
    lab.hypervisor.world.removedBySomebody('secret');
    const notThere = refused(await lab.ask(`/vm ${verb} secret --yes`, ANA));
    expect([there.code, there.text, there.hint]).toEqual([notThere.code, notThere.text, notThere.hint]);
    expect(there.code).toBe('not-found');
    expect(lab.starts).toEqual([]);
  });

  it.each(['show', 'log'])('may be looked at by a teacher: /vm %s', async (verb) => {
    const lab = labWith('running');
    expect(await lab.ask(`/vm ${verb} web1`, TEACHER)).toMatchObject({ kind: 'said' });
  });

  it.each(['stop', 'restart', 'kill', 'pause'])('may be held by a teacher: /vm %s', async (verb) => {
    expect(await labWith('running').ask(`/vm ${verb} web1`, TEACHER)).toMatchObject({ kind: 'started' });
  });

  it('is not deleted by a teacher, who is told whose it is', async () => {
    const error = refused(await labWith('running').ask('/vm delete web1 --yes', TEACHER));
    expect(error.code).toBe('not-allowed');
    expect([error.text.en, error.text.es]).toEqual([
      expect.stringContaining(ANA.id),
      expect.stringContaining(ANA.id),
    ]);
  });
});
