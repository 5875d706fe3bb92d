import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../src/access/authorise.ts';
import { createLimiter } from '../../../src/access/limiter.ts';
import { createPersonLimits } from '../../../src/access/person-limits.ts';
import { RATES } from '../../../src/access/rates.ts';
import { RIGHTS } from '../../../src/app.ts';
import type { AuditEntry } from '../../../src/command/audit/audit.ts';
import { createCompletion } from '../../../src/command/completion.ts';
import { ANA, addMachine, BEN, commandLab, PLACE, refused, TEACHER } from '../../commands/support/lab.ts';

const START = Date.parse('2026-09-01T10:00:00Z');
const { request } = RATES.student.rates;

/** A lab whose clock stands still until it is moved. */
function lab() {
  let ms = START;
  const clock = { now: () => new Date(ms) };
  const opened = commandLab({ clock });
  addMachine(opened.hypervisor, 'web1');
  return { ...opened, pass: (more: number) => (ms += more) };
}

describe('whoever asks too often', () => {
  it('is told the limit and when it is free again, is refused from memory, and is asked about no host', async () => {
    const { ask, entries, hypervisor, pass } = lab();
    for (let n = 0; n < request.most; n += 1) expect((await ask('/help', ANA)).kind).toBe('said');
    hypervisor.world.lostConnection();
    const error = refused(await ask('/vm list', ANA));
    expect(error).toMatchObject({
      code: 'over-limit',
      text: { en: 'That is too often: the limit is 60 requests per minute.' },
      hint: { en: expect.stringContaining('60 s') },
    });
    expect(entries).toHaveLength(request.most + 1);
    expect((await ask('/help', BEN)).kind).toBe('said');
    pass(60_000);
    expect((await ask('/help', ANA)).kind).toBe('said');
  });

  it('is told so three times, and then nothing more is said; the audit has one row for all of it', async () => {
    const { invoke, entries } = lab();
    for (let n = 0; n < request.most; n += 1) await invoke('/help', ANA);
    const kinds: string[] = [];
    for (let n = 0; n < 1000; n += 1) kinds.push((await invoke('/vm kill web1', ANA)).kind);
    expect(kinds.filter((kind) => kind === 'rejected')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'repeated')).toHaveLength(997);
    const rows = entries.filter(({ rule }) => rule.startsWith('rate: '));
    expect(rows).toMatchObject([{ actorId: ANA.id, allowed: false, line: '' }]);
  });

  it('has no other limit by another way in', async () => {
    const { ask, invoke, world } = lab();
    for (let n = 0; n < request.most; n += 1) await ask('/help', ANA);
    // A button, a form and a page's order are lines like any other.
    for (const line of ['/vm delete web1 --yes', '/vm create tiny', '/vm start web1'])
      expect((await invoke(line, ANA)).kind).toBe('rejected');
    expect(await world.jobs.list({ limit: 10 })).toEqual([]);
  });
});

describe('a denied request', () => {
  it('is a row the first time, and counted from then on; another one is a row of its own', async () => {
    const { ask, entries } = lab();
    for (let n = 0; n < 20; n += 1)
      expect(refused(await ask('/vm delet web1', ANA)).code).toBe('unknown-command');
    expect(refused(await ask('/wm list', ANA)).code).toBe('unknown-command');
    expect(refused(await ask('/image prune', ANA)).code).toBe('not-allowed');
    expect(entries.map(({ command, allowed }) => [command, allowed])).toEqual([
      ['/vm', false],
      ['/wm', false],
      ['image prune', false],
    ]);
  });
});

describe('what costs the host more than a request', () => {
  it('links to consoles have a rate of their own', async () => {
    const { ask, pass } = lab();
    const { link } = RATES.student.rates;
    for (let n = 0; n < link.most; n += 1) expect((await ask('/vm console web1', ANA)).kind).toBe('said');
    const error = refused(await ask('/vm console web1', ANA));
    expect(error.text.es).toBe('Demasiado seguido: el límite es de 30 enlaces a consolas cada 10 minutos.');
    // Taking them back is always possible.
    expect((await ask('/vm console web1 --revoke', ANA)).kind).toBe('said');
    pass(60_000);
    expect((await ask('/vm console web1', ANA)).kind).toBe('refused');
    pass(540_000);
    expect((await ask('/vm console web1', ANA)).kind).toBe('said');
  });

  it('screenshots, too', async () => {
    const { ask } = lab();
    for (let n = 0; n < RATES.student.rates.picture.most; n += 1)
      expect((await ask('/vm screenshot web1', ANA)).kind).toBe('said');
    expect(refused(await ask('/vm screenshot web1', ANA)).text.en).toContain('20 screenshots per minute');
    expect((await ask('/vm screenshot web1', TEACHER)).kind).toBe('said');
  });

  it('host checks, which try things on it', async () => {
    const { ask } = lab();
    for (let n = 0; n < RATES.student.rates.examination.most; n += 1)
      expect((await ask('/host doctor', ANA)).kind).toBe('said');
    expect(refused(await ask('/host doctor', ANA)).text).toEqual({
      en: 'That is too often: the limit is 10 host checks per minute.',
      es: 'Demasiado seguido: el límite es de 10 comprobaciones del anfitrión por minuto.',
    });
    expect((await ask('/host doctor', TEACHER)).kind).toBe('said');
  });

  it('keys are counted one by one, and a text is typed whole or not at all', async () => {
    const { ask, hypervisor } = lab();
    const text = 'x'.repeat(499);
    for (let n = 0; n < 5; n += 1) expect((await ask(`/vm type web1 ${text}`, ANA)).kind).toBe('said');
    const pressed = hypervisor.world.machine('web1').pressed.length;
    expect(pressed).toBe(RATES.student.rates.keystroke.most);
    expect(refused(await ask('/vm key web1 enter', ANA)).text.en).toContain('2500 keystrokes per minute');
    expect(hypervisor.world.machine('web1').pressed).toHaveLength(pressed);
  });

  it('image jobs have a rate an hour', async () => {
    const { ask, store, pass } = lab();
    const most = RATES.teacher.rates['image-work'].most;
    for (let n = 0; n < most; n += 1) {
      const answer = await ask(`/image add https://example.org/i${n}.iso`, TEACHER);
      if (answer.kind !== 'started') throw new Error(JSON.stringify(answer));
      await store.jobs.cancel(answer.jobId, TEACHER.id);
    }
    expect(refused(await ask('/image prune', TEACHER)).text.en).toContain('60 image jobs per hour');
    pass(3_600_000);
    expect((await ask('/image prune', TEACHER)).kind).toBe('asked');
  });

  it('jobs that run or wait are capped, and the sentence says how many there are', async () => {
    const { ask, hypervisor } = lab();
    addMachine(hypervisor, 'idle', 'off');
    const most = RATES.student.caps.jobs;
    for (let n = 0; n < most; n += 1) {
      addMachine(hypervisor, `m${n}`, 'running');
      expect((await ask(`/vm stop m${n}`, ANA)).kind).toBe('started');
    }
    const error = refused(await ask('/vm start idle', ANA));
    expect(error).toMatchObject({
      code: 'over-limit',
      text: {
        en: 'This takes 1 more job; you have 16 running or waiting, and the limit is 16 at once.',
        es: 'Esto requiere 1 trabajo más; tiene 16 en curso o en espera, y el límite es de 16 a la vez.',
      },
      hint: { en: expect.stringContaining('/job list') },
    });
  });

  it('keys of one’s own are capped where they are stored, however many come at once', async () => {
    const { store } = lab();
    const add = (n: number) =>
      store.keys.add(ANA.id, { type: 'ssh-ed25519', data: `key${n}`, comment: '' }, new Date(START));
    const results = await Promise.all(Array.from({ length: 12 }, (_, n) => add(n)));
    expect(results.filter((one) => one === 'added')).toHaveLength(10);
    expect(await add(0)).toBe('known');
    expect(await add(99)).toBe('full');
  });

  it('suggestions have a rate: more are not offered, and counted', async () => {
    const clock = { now: () => new Date(START) };
    const access = createAccess({ admins: [], teachers: [], defaultRole: 'student' }, RIGHTS);
    const limits = createPersonLimits({ access, limiter: createLimiter(clock), clock });
    const noted: AuditEntry[] = [];
    const complete = createCompletion({
      limits,
      clock,
      tally: {
        async note(_same, entry) {
          noted.push(entry);
          return 'recorded';
        },
      },
      complete: async () => ({ from: 4, choices: [{ value: 'web1' }] }),
    });
    const ask = () => complete('/vm show w', ANA, PLACE, 'en');
    for (let n = 0; n < RATES.student.rates.completion.most; n += 1)
      expect((await ask()).choices).toHaveLength(1);
    expect(await ask()).toEqual({ from: 10, choices: [] });
    expect(noted).toMatchObject([{ actorId: ANA.id, command: 'completion', allowed: false }]);
  });
});
