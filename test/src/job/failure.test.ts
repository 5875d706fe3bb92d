import { expect, test } from 'vitest';
import { failureRecord } from '../../../src/job/failure.ts';
import { silentLog } from '../../../src/log.ts';
import { HypervisorError, type HypervisorErrorKind } from '../../../src/vm/hypervisor-error.ts';

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
  'a hypervisor that says %s is told as %s, in both languages, with what to do',
  ([kind, code]) => {
    const record = failureRecord(new HypervisorError(kind, 'a detail'), 'web', silentLog);
    expect(record.code).toBe(code);
    for (const text of [record.text, record.hint]) {
      expect(text?.en).toMatch(/\S/);
      expect(text?.es).toMatch(/\S/);
      expect(text?.en).not.toBe(text?.es);
    }
  },
);

test('the machine is named where there is one', () => {
  const error = new HypervisorError('no-capacity', 'no memory');
  expect(failureRecord(error, 'web', silentLog).text.en).toBe('The host has no room for web: no memory');
  expect(failureRecord(error, null, silentLog).text.es).toBe(
    'El anfitrión no tiene sitio para la máquina: no memory',
  );
});
