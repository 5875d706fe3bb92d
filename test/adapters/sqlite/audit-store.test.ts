import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { AuditEntry, OpenRequest } from '../../../src/command/audit/audit.ts';
import { openTestStore, temporaryFile } from './support/store.ts';

const ENTRY: AuditEntry = {
  invocationId: 'i1',
  at: new Date('2026-01-02T03:04:05Z'),
  actorId: 'slack:T1:U2',
  place: { chat: 'slack', channel: 'C1' },
  command: 'vm create',
  line: `/vm create tiny '; DROP TABLE audit; --`,
  allowed: true,
  rule: 'role:student grants vm:create on own',
};

function audited() {
  const file = temporaryFile();
  const { audit } = openTestStore({ file });
  const raw = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => raw.close());
  return { audit, rows: () => raw.prepare('SELECT * FROM audit').all() };
}

test('a request is recorded once, and what came of it beside it', async () => {
  const { audit, rows } = audited();
  expect(await audit.record(ENTRY)).toBe(true);
  expect(await audit.record({ ...ENTRY, line: 'another', allowed: false })).toBe(false);
  await audit.conclude({ invocationId: 'i1', outcome: 'over-limit' });
  await audit.conclude({ invocationId: 'nobody', outcome: 'ok' });
  expect(rows()).toEqual([
    {
      invocation_id: 'i1',
      at: ENTRY.at.getTime(),
      actor_id: 'slack:T1:U2',
      chat: 'slack',
      channel: 'C1',
      thread: null,
      command: 'vm create',
      line: ENTRY.line,
      allowed: 1,
      rule: ENTRY.rule,
      outcome: 'over-limit',
      count: 1,
      last_at: null,
    },
  ]);
});

test('a line is kept up to a thousand characters, and no character by half', async () => {
  const { audit, rows } = audited();
  await audit.record({ ...ENTRY, line: '😀'.repeat(2000) });
  expect(rows()[0]?.line).toBe('😀'.repeat(1000));
});

const REQUEST: OpenRequest = {
  invocationId: ENTRY.invocationId,
  actor: { id: ENTRY.actorId, displayName: '<@U2> Ana' },
  place: { chat: 'slack', channel: 'C1', thread: '1.2' },
  locale: 'es',
  line: `/vm create tiny ${'x'.repeat(2000)}`,
  reply: { user: 'U2', responseUrl: null },
};

test('a request is kept whole until it is answered, and taken up by one process when its own died', async () => {
  const store = openTestStore();
  const [dead, heir, other] = [
    await store.workers.enter(),
    await store.workers.enter(),
    await store.workers.enter(),
  ];
  expect(await store.audit.record(ENTRY, { request: REQUEST, worker: dead })).toBe(true);
  expect(await store.audit.takeOpen('slack', heir)).toEqual([]);
  await store.workers.leave(dead);
  expect(await store.audit.takeOpen('discord', heir)).toEqual([]);
  expect(await store.audit.takeOpen('slack', heir)).toEqual([REQUEST]);
  expect(await store.audit.takeOpen('slack', other)).toEqual([]);
  await store.audit.answered(REQUEST.invocationId);
  await store.workers.leave(heir);
  expect(await store.audit.takeOpen('slack', other)).toEqual([]);
});

test('a redelivery opens nothing again', async () => {
  const store = openTestStore();
  const worker = await store.workers.enter();
  await store.audit.record(ENTRY, { request: REQUEST, worker });
  await store.audit.answered(REQUEST.invocationId);
  expect(await store.audit.record(ENTRY, { request: REQUEST, worker })).toBe(false);
  await store.workers.leave(worker);
  expect(await store.audit.takeOpen('slack', await store.workers.enter())).toEqual([]);
});

test('what is refused again and again is one row with a count', async () => {
  const { audit, rows } = audited();
  await audit.record({ ...ENTRY, allowed: false });
  const lastAt = new Date(ENTRY.at.getTime() + 30_000);
  await audit.countMore({ invocationId: 'i1', more: 59_998, lastAt: ENTRY.at });
  await audit.countMore({ invocationId: 'i1', more: 1, lastAt });
  await audit.countMore({ invocationId: 'nobody', more: 1, lastAt });
  expect(rows()).toMatchObject([{ invocation_id: 'i1', count: 60_000, last_at: lastAt.getTime() }]);
});

test('whoever is from elsewhere still is where another process takes up what they asked', async () => {
  const store = openTestStore();
  const [dead, heir] = [await store.workers.enter(), await store.workers.enter()];
  const actor = { id: 'slack:T2:U9', displayName: 'Eve', from: 'elsewhere' } as const;
  await store.audit.record(ENTRY, { request: { ...REQUEST, actor }, worker: dead });
  await store.workers.leave(dead);
  expect((await store.audit.takeOpen('slack', heir)).map((request) => request.actor)).toEqual([actor]);
});
