import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { AuditEntry } from '../../../src/audit/audit.ts';
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
    },
  ]);
});

test('a line is kept up to a thousand characters, and no character by half', async () => {
  const { audit, rows } = audited();
  await audit.record({ ...ENTRY, line: '😀'.repeat(2000) });
  expect(rows()[0]?.line).toBe('😀'.repeat(1000));
});
