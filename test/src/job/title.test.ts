import { expect, test } from 'vitest';
import { WORKS } from '../../../src/app.ts';
import { say, type Words } from '../../../src/base/text.ts';
import type { Job } from '../../../src/job/job.ts';
import { jobMessage } from '../../../src/job/message.ts';
import { jobTitle, jobWhat } from '../../../src/job/title.ts';
import { plainText } from '../../../src/view/plain.ts';
import type { View } from '../../../src/view/view.ts';
import { job } from '../command/support/recording-room.ts';

const ERROR = {
  code: 'failed',
  text: { en: 'The host failed.', es: 'El anfitrión falló.' },
  hint: { en: 'Wait.', es: 'Espere.' },
} as const;
const INPUT = { name: 'web1', plan: { owner: 'slack:T1:ana', image: 'tiny', spec: {}, hardware: {} } };
const AGAIN = { line: '/vm create tiny web1', isWhole: true };
const SOURCES = {
  works: WORKS,
  tools: { catalogue: { known: [] } },
  cancelLine: (id: string) => `/job cancel ${id}`,
};

const one = (more: Partial<Job>): Job => job({ input: INPUT, again: AGAIN, ...more });
const failed = (more: Partial<Job> = {}): Job => one({ state: 'failed', error: ERROR, ...more });
const shown = (of: Job, children: readonly Job[] = []): View => jobMessage({ job: of, children }, SOURCES);
const both = (words: Words | undefined) => [say(words ?? '', 'en'), say(words ?? '', 'es')];

test.for<[string, Job, string, string, View['tone']]>([
  ['waits', one({ state: 'queued' }), 'Creating web1 from tiny', 'Creando web1 a partir de tiny', 'working'],
  ['works', one({ state: 'running' }), 'Creating web1 from tiny', 'Creando web1 a partir de tiny', 'working'],
  ['failed', failed(), 'Could not create web1', 'No se ha podido crear web1', 'bad'],
  [
    'is being put back',
    one({ ending: { state: 'failed', error: ERROR } }),
    'Could not create web1',
    'No se ha podido crear web1',
    'working',
  ],
  [
    'was cancelled',
    one({ state: 'cancelled' }),
    'Cancelled: create web1',
    'Cancelado: crear web1',
    'warning',
  ],
  [
    'was left',
    failed({ leftAt: new Date(0) }),
    'Interrupted: create web1',
    'Interrumpido: crear web1',
    'bad',
  ],
])('the message of a job that %s says so in its title and by its tone', ([, of, en, es, tone]) => {
  expect(both(shown(of).title)).toEqual([en, es]);
  expect(shown(of).tone).toBe(tone);
});

test('every work says what is asked for, in both languages, as it follows “could not”', () => {
  const input = { ...INPUT, image: { id: 'tiny' }, id: 'tiny', path: null, unused: [] };
  for (const [kind, { what }] of WORKS) {
    const { en, es } = what(input as never);
    expect(en, kind).toMatch(/^[a-z]/);
    expect(es, kind).toMatch(/^[a-zé]+r\b/);
    expect(en).not.toContain('undefined');
  }
});

test('a job that failed, or was left, can be asked for anew; another one cannot', () => {
  const retry = { label: { en: 'Retry', es: 'Reintentar' }, command: AGAIN.line, style: 'primary' };
  expect(shown(failed()).actions).toEqual([retry]);
  expect(shown(failed({ leftAt: new Date(0) })).actions).toEqual([retry]);
  expect(shown(one({ state: 'cancelled' })).actions).toEqual([]);
  expect(shown(one({})).actions).toEqual([
    { label: { en: 'Cancel', es: 'Cancelar' }, command: '/job cancel j1', style: 'plain' },
  ]);
});

test('what labvm has not kept, or no button takes, is said to be typed', () => {
  const secret = failed({ again: { line: '/vm create debian web1 --user-data …', isWhole: false } });
  expect(shown(secret).actions).toEqual([]);
  expect(plainText(shown(secret), 'en', 200)).toContain('type it with what labvm has not kept');
  expect(plainText(shown(secret), 'es', 200)).toContain('/vm create debian web1 --user-data …');
  const line = `/image add https://example.org/${'x'.repeat(100)}`;
  const long = failed({ again: { line, isWhole: true } });
  expect(shown(long).actions).toEqual([]);
  expect(plainText(shown(long), 'en', 300)).toContain(`To try again, type: ${line}`);
});

test('a message says who asked, but at the host’s own terminal', () => {
  for (const of of [one({}), failed(), one({ state: 'cancelled' })])
    expect(shown(of).parts).toContainEqual({ kind: 'asker', actor: 'slack:T1:ana' });
  expect(plainText(shown(one({ actorId: 'terminal:local' })), 'en', 80)).not.toContain('Asked by');
});

const parent = (state: Job['state'], more: Partial<Job> = {}) =>
  job({ id: 'b', kind: 'batch', vm: null, input: null, state, ...more });
const child = (name: string, state: Job['state'], more: Partial<Job> = {}): Job => {
  const vm = {
    ...{ name, image: 'tiny', owner: 'slack:T1:ana', power: 'running', reachedFrom: null, expiresAt: null },
    addresses: [{ ip: `192.0.2.${name.slice(-1)}`, family: 'ipv4', source: 'lease' }],
    ...{ spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 }, createdAt: '2026-01-02T03:04:05.000Z' },
  };
  const again = { line: `/vm create tiny ${name}`, isWhole: true };
  const input = { ...INPUT, name };
  return one({ id: name, vm: name, parentId: 'b', input, state, again, result: { vm }, ...more });
};

test('a batch that goes on says what, and how far it is', () => {
  const view = shown(parent('running'), [child('c1', 'done'), child('c2', 'running')]);
  expect(both(view.title)).toEqual([
    'Creating c1 from tiny and 1 more',
    'Creando c1 a partir de tiny y 1 más',
  ]);
  expect(plainText(view, 'en', 80)).toContain('1 of 2 done');
});

test('a batch ends with its machines and their buttons', () => {
  const view = shown(parent('done'), [child('c1', 'done'), child('c2', 'done')]);
  expect(both(view.title)).toEqual(['2 machines are ready', '2 máquinas están listas']);
  expect(plainText(view, 'en', 80)).toMatch(/c1 +running +192\.0\.2\.1\nc2 +running +192\.0\.2\.2/);
  const stop = view.actions.filter(({ command }) => command.startsWith('/vm stop'));
  expect(stop.map(({ label, command, of }) => [...both(label), command, of])).toEqual([
    ['Stop c1', 'Apagar c1', '/vm stop c1', 'c1'],
    ['Stop c2', 'Apagar c2', '/vm stop c2', 'c2'],
  ]);
});

test('a batch names what failed, says why once, and has it asked for anew by itself', () => {
  const lost = { state: 'failed', error: ERROR, result: null } as const;
  const children = [child('c1', 'done'), child('c2', 'failed', lost), child('c3', 'failed', lost)];
  const view = shown(parent('failed', { error: ERROR }), children);
  expect(both(view.title)).toEqual(['Could not create c2 and 1 more', 'No se ha podido crear c2 y 1 más']);
  const text = plainText(view, 'en', 80);
  expect(text).toContain('192.0.2.1');
  expect(text.match(/The host failed/g)).toHaveLength(1);
  expect(text).toContain('c2, c3: The host failed.');
  expect(view.actions.slice(0, 2).map(({ label, command }) => [say(label, 'en'), command])).toEqual([
    ['Retry c2', '/vm create tiny c2'],
    ['Retry c3', '/vm create tiny c3'],
  ]);
});

test('a job of a newer labvm stands for itself', () => {
  const strange = job({ kind: 'vm.fold', input: {} });
  expect(jobWhat(strange, [], SOURCES)).toBe('vm.fold');
  expect(jobTitle({ job: strange, children: [] }, SOURCES)).toBe('vm.fold');
});
