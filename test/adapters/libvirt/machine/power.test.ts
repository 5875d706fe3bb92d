import { expect, test } from 'vitest';
import { conditionOf, turnOf } from '../../../../adapters/libvirt/machine/power.ts';

/** Numbers of libvirt/libvirt-domain.h: virDomainState with its reasons. */
test.each([
  ['running', 1, 1, { power: 'running', task: null }],
  ['waiting for a device', 2, 0, { power: 'running', task: null }],
  ['paused by somebody', 3, 1, { power: 'paused', reason: 'paused' }],
  ['stopped by an error of its disk', 3, 5, { power: 'paused', reason: 'disk-error' }],
  ['panicked, paused', 3, 10, { power: 'crashed', reason: 'crashed' }],
  ['starting', 3, 11, { power: 'off', task: 'starting' }],
  ['shutting down', 4, 1, { power: 'running', task: 'shutting down' }],
  ['off by itself', 5, 1, { power: 'off', reason: 'shutdown' }],
  ['destroyed', 5, 2, { power: 'off', reason: 'destroyed' }],
  ['its engine died', 5, 3, { power: 'off', reason: 'crashed' }],
  ['did not start', 5, 6, { power: 'off', reason: 'failed' }],
  ['panicked', 6, 1, { power: 'crashed', reason: 'crashed' }],
  ['asleep', 7, 0, { power: 'paused' }],
  ['something new', 99, 99, { power: 'off', reason: 'unknown' }],
] as const)('a domain that is %s', (_, state, reason, wanted) => {
  expect(conditionOf(state, reason)).toMatchObject(wanted);
});

/** virDomainEventType with its details. */
test.each([
  ['defined', 0, 0, null, { after: 'off', reason: 'created' }],
  ['redefined', 0, 1, 'running', null],
  ['undefined', 1, 0, 'off', { after: null, reason: 'removed' }],
  ['undefined while it runs', 1, 0, 'running', null],
  ['started', 2, 0, 'off', { after: 'running', reason: 'booted' }],
  ['paused', 3, 0, 'running', { after: 'paused', reason: 'paused' }],
  ['stopped by an error of its disk', 3, 2, 'running', { after: 'paused', reason: 'disk-error' }],
  ['paused on its way up', 3, 0, 'off', null],
  ['paused after its panic', 3, 0, 'crashed', null],
  ['resumed', 4, 0, 'paused', { after: 'running', reason: 'resumed' }],
  ['resumed on its way up', 4, 0, 'off', null],
  ['shut down', 5, 0, 'running', { after: 'off', reason: 'shutdown' }],
  ['destroyed', 5, 1, 'running', { after: 'off', reason: 'destroyed' }],
  ['stopped for another reason', 5, 77, 'running', { after: 'off', reason: 'unknown' }],
  ['its engine died', 5, 5, 'running', { after: 'off', reason: 'failed' }],
  ['finished shutting down', 6, 0, 'running', null],
  ['panicked', 8, 0, 'running', { after: 'crashed', reason: 'crashed' }],
  ['something new', 99, 0, 'running', null],
] as const)('the event of a domain that was %s', (_, event, detail, before, wanted) => {
  expect(turnOf(event, detail, before)).toEqual(wanted);
});
