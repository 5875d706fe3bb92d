import { expect, test } from 'vitest';
import { failureRecord } from '../../../src/job/failure.ts';
import { silentLog } from '../../../src/log.ts';
import { HypervisorError, type HypervisorErrorKind } from '../../../src/vm/hypervisor-error.ts';
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
} as const satisfies Record<HypervisorErrorKind, string>;

test.for(Object.entries(KINDS) as [HypervisorErrorKind, string][])(
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
  const error = new HypervisorError('failed', text, hint, { evidence });
  expect(failureRecord(error, 'web', silentLog)).toEqual({ code: 'failed', text, hint, evidence });
});
