import { expect, test } from 'vitest';
import { HINTS } from '../../../src/app.ts';
import { silentLog } from '../../../src/base/log.ts';
import { PortError, type PortErrorKind } from '../../../src/base/port-error.ts';
import { failureRecord, leftoverRecord, leftRecord } from '../../../src/job/failure.ts';
import { hostError } from '../../fakes/host-error.ts';

const KINDS = {
  'not-found': 'not-found',
  exists: 'exists',
  busy: 'busy',
  'wrong-state': 'wrong-state',
  'no-capacity': 'no-capacity',
  unreachable: 'host-unreachable',
  unsupported: 'unsupported',
  'outcome-unknown': 'host-unreachable',
  failed: 'failed',
} as const satisfies Record<PortErrorKind, string>;

test.for(Object.entries(KINDS) as [PortErrorKind, string][])(
  'a hypervisor that says %s is told as %s, with what to do in both languages',
  ([kind, code]) => {
    const { hint, ...record } = failureRecord(hostError(kind, 'a detail'), 'web', silentLog);
    expect(record).toEqual({ code, text: { en: 'a detail', es: 'a detail' } });
    expect(hint?.en).toMatch(/\S/);
    expect(hint?.es).toMatch(/\S/);
    expect(hint?.en).not.toBe(hint?.es);
  },
);

test('what a host cannot do is not always a matter of an image or of hardware', () => {
  const { hint } = failureRecord(hostError('unsupported', 'a detail'), 'web', silentLog);
  expect(hint?.en).not.toMatch(/image|hardware|vm create/);
  expect(hint?.es).not.toMatch(/imagen|equipo|vm create/);
});

test('says what the host said, its remedy before that of its kind, and its own words as evidence', () => {
  const text = { en: 'web is stuck.', es: 'web está atascada.' };
  const hint = { en: 'Pull.', es: 'Tire.' };
  const evidence = 'libvirt: "stuck"';
  const error = new PortError('failed', text, hint, { evidence });
  expect(failureRecord(error, 'web', silentLog)).toEqual({ code: 'failed', text, hint, evidence });
});

test.for([
  ['ENOSPC', 'no-capacity', 'The disk with /d/f is full.', 'El disco con /d/f está lleno.'],
  [
    'EDQUOT',
    'no-capacity',
    'The disk with /d/f has room, but the quota of labvm’s user is used up.',
    'El disco con /d/f tiene espacio, pero la cuota del usuario de labvm está agotada.',
  ],
  ['EROFS', 'failed', 'The disk with /d/f is read-only.', 'El disco con /d/f es de solo lectura.'],
  [
    'EIO',
    'failed',
    'The disk with /d/f cannot be read or written.',
    'El disco con /d/f no se puede leer ni escribir.',
  ],
])('a file of labvm’s own that cannot be written is told by its disk: %s', ([code, ends, en, es]) => {
  const error = Object.assign(new Error('in English'), { code, syscall: 'write', path: '/d/f' });
  const { hint, ...record } = failureRecord(error, null, silentLog);
  expect(record).toEqual({ code: ends, text: { en, es } });
  expect(hint?.es).not.toBe(hint?.en);
});

test('what the system says of no file stays a fault of labvm’s own', () => {
  const error = Object.assign(new Error('in English'), { code: 'ENOENT', syscall: 'open' });
  expect(failureRecord(error, null, silentLog).code).toBe('internal');
});

test.for([
  ['not-found', '/vm list'],
  ['no-capacity', '/host status'],
  ['unreachable', '/host doctor'],
] as const)('what helps against %s is said by the domain that has the command: %s', ([kind, command]) => {
  expect(failureRecord(hostError(kind, 'a detail'), 'web', silentLog, HINTS).hint?.en).toContain(command);
  expect(failureRecord(hostError(kind, 'a detail'), 'web', silentLog).hint?.en).not.toContain('/');
});

test('how a job ends that could not be put back, or was left, sends to what the domains have', () => {
  const error = { code: 'failed', text: { en: 'No.', es: 'No.' } } as const;
  expect(leftoverRecord(error, error, HINTS).hint?.es).toBe(
    'Vea qué máquinas hay: /vm list. Para ver qué le pasa al anfitrión: /host doctor',
  );
  expect(leftoverRecord(error, error, {}).hint).toBeUndefined();
  expect(leftRecord(HINTS).hint?.en).toBe(
    'See which machines there are: /vm list. Ask again for what is missing.',
  );
});
