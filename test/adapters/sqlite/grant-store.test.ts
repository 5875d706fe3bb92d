import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { type Grant, lifeAt, type OpenTerms } from '../../../src/console/grant.ts';
import type { VmRef } from '../../../src/vm/vm.ts';

const AT = new Date('2026-09-01T10:00:00Z');
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000);

const terms = (at: Date, notBefore: Date, most = 20): OpenTerms => ({
  at,
  notBefore,
  alive: lifeAt(at),
  mostOf: () => most,
});

function grant(id: string, changes: Partial<Grant> = {}): Grant {
  return {
    id,
    actor: { id: 'slack:T1:ANA', displayName: "Ana 'x' <b>" },
    place: { chat: 'slack', channel: 'C1' },
    locale: 'es',
    vm: 'web1',
    ref: 'ref-1' as VmRef,
    owner: 'slack:T1:ANA',
    createdAt: AT,
    openedAt: null,
    seenAt: null,
    revoked: null,
    ...changes,
  };
}

function open() {
  const store = openStore({ file: ':memory:', clock: systemClock, log: silentLog });
  onTestFinished(() => store.close());
  return store;
}

it('keeps a grant as it was given, and makes its link a session once', async () => {
  const { grants } = open();
  await grants.add(grant('one'), 'token-1');
  expect(await grants.byLink('token-1')).toEqual(grant('one'));
  expect(await grants.byLink('token-2')).toBeNull();
  const opened = { ...grant('one'), openedAt: later(5), seenAt: later(5) };
  expect(await grants.open('token-1', 'secret-1', terms(later(5), AT))).toEqual({
    kind: 'opened',
    grant: opened,
  });
  expect(await grants.open('token-1', 'secret-2', terms(later(6), AT))).toEqual({
    kind: 'used',
    grant: opened,
  });
  expect(await grants.find('one', 'secret-1')).toEqual(opened);
  expect(await grants.find('one', 'secret-2')).toBeNull();
  expect(await grants.find('two', 'secret-1')).toBeNull();
  await grants.seen(['one'], later(70));
  expect((await grants.get(['one', 'two'])).map(({ seenAt }) => seenAt)).toEqual([later(70)]);
});

it('tells what is too old, taken back, and never was', async () => {
  const { grants } = open();
  await grants.add(grant('one'), 'token-1');
  await grants.add(grant('two'), 'token-2');
  expect((await grants.open('token-1', 's', terms(later(700), later(100)))).kind).toBe('expired');
  await grants.revoke({ ref: 'ref-1' as VmRef }, 'deleted', later(1), { since: AT });
  const revoked = await grants.open('token-2', 's', terms(later(2), AT));
  expect(revoked).toMatchObject({ kind: 'revoked', grant: { revoked: { why: 'deleted', at: later(1) } } });
  expect((await grants.open('token-3', 's', terms(later(2), AT))).kind).toBe('unknown');
});

it('takes back what is meant, counts what was alive, and rings once', async () => {
  const store = open();
  const { grants } = store;
  let rung = 0;
  store.doorbell.listen(() => (rung += 1));
  const ben = { id: 'slack:T1:BEN', displayName: 'Ben' };
  await grants.add(grant('ana'), 'token-1');
  await grants.add(grant('ben', { actor: ben }), 'token-2');
  await grants.add(grant('old', { createdAt: later(-1000) }), 'token-3');
  await grants.add(grant('else', { ref: 'ref-2' as VmRef }), 'token-4');
  const which = { ref: 'ref-1' as VmRef };
  expect(await grants.revoke({ ...which, actorId: ben.id }, 'asked', later(1), { since: AT })).toBe(1);
  expect(await grants.revoke(which, 'asked', later(2), { since: AT })).toBe(1);
  expect(await grants.revoke(which, 'asked', later(3), { since: AT })).toBe(0);
  await expect.poll(() => rung).toBeGreaterThan(0);
  const now = await grants.get(['ana', 'ben', 'old', 'else']);
  expect(now.map(({ revoked }) => revoked?.at ?? null)).toEqual([later(2), later(1), later(2), null]);
});

it('forgets what is long over', async () => {
  const { grants } = open();
  await grants.add(grant('one'), 'token-1');
  await grants.forget(later(1));
  expect(await grants.byLink('token-1')).toBeNull();
});

it('opens no more sessions at once than a person may have, and uses up no link for it', async () => {
  const { grants } = open();
  for (const id of ['one', 'two', 'three']) await grants.add(grant(id), `token-${id}`);
  await grants.add(grant('bens', { actor: { id: 'slack:T1:BEN', displayName: 'Ben' } }), 'token-bens');
  const openAt = (id: string, seconds: number) =>
    grants.open(`token-${id}`, `secret-${id}`, terms(later(seconds), AT, 2));
  expect((await Promise.all([openAt('one', 1), openAt('two', 1)])).map(({ kind }) => kind)).toEqual([
    'opened',
    'opened',
  ]);
  expect(await openAt('three', 2)).toMatchObject({ kind: 'full', most: 2 });
  expect((await openAt('bens', 2)).kind).toBe('opened');
  // One that nobody has been in for a quarter of an hour is over.
  await grants.seen(['two'], later(1000));
  expect((await openAt('three', 1001)).kind).toBe('opened');
});

it('remembers of somebody from elsewhere that they are', async () => {
  const { grants } = open();
  const actor = { id: 'slack:T2:EVE', displayName: 'Eve', from: 'elsewhere' } as const;
  await grants.add(grant('one', { actor }), 'token-1');
  expect((await grants.byLink('token-1'))?.actor).toEqual(actor);
});
