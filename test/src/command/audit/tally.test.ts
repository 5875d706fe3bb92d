import { expect, test } from 'vitest';
import { silentLog } from '../../../../src/base/log.ts';
import type { AuditCount, AuditEntry } from '../../../../src/command/audit/audit.ts';
import { createTally } from '../../../../src/command/audit/tally.ts';

const START = Date.parse('2026-09-01T10:00:00Z');

function tallied() {
  let ms = START;
  let isBroken = false;
  const rows: string[] = [];
  const counts: AuditCount[] = [];
  const clock = { now: () => new Date(ms) };
  const tally = createTally({
    audit: {
      async record({ invocationId }) {
        if (isBroken) throw new Error('disk full');
        if (rows.includes(invocationId)) return false;
        rows.push(invocationId);
        return true;
      },
      async countMore(count) {
        counts.push(count);
      },
    },
    clock,
    log: silentLog,
  });
  const entry = (invocationId: string): AuditEntry => ({
    invocationId,
    at: clock.now(),
    actorId: 'ana',
    place: { chat: 'web', channel: 'c' },
    command: 'vm start',
    line: '/vm start web1',
    allowed: false,
    rule: 'rate',
  });
  let acts = 0;
  return {
    tally,
    rows,
    counts,
    pass: (more: number) => (ms += more),
    break: (broken: boolean) => (isBroken = broken),
    note: (same: string, id = `act-${++acts}`) => tally.note([same], entry(id)),
  };
}

test('sixty thousand refusals of one kind are one row with their number', async () => {
  const { note, tally, rows, counts } = tallied();
  expect(await note('used link')).toBe('recorded');
  for (let n = 1; n < 60_000; n += 1) await note('used link');
  await tally.stop();
  expect(rows).toEqual(['act-1']);
  expect(counts).toEqual([{ invocationId: 'act-1', more: 59_999, lastAt: new Date(START) }]);
});

test('those that come at the same moment as the first are counted, too', async () => {
  const { note, tally, rows, counts } = tallied();
  expect(await Promise.all([note('a'), note('a'), note('b'), note('a')])).toEqual([
    'recorded',
    'counted',
    'recorded',
    'counted',
  ]);
  await tally.flush();
  expect(rows).toEqual(['act-1', 'act-3']);
  expect(counts).toMatchObject([{ invocationId: 'act-1', more: 2 }]);
});

test('after a minute there is a new row, and the old one keeps its number', async () => {
  const { note, tally, rows, counts, pass } = tallied();
  await note('a');
  pass(59_000);
  expect(await note('a')).toBe('counted');
  expect(tally.knows(['a'])).toBe(true);
  pass(1000);
  expect(tally.knows(['a'])).toBe(false);
  expect(await note('a')).toBe('recorded');
  await tally.flush();
  expect(rows).toEqual(['act-1', 'act-3']);
  expect(counts).toEqual([{ invocationId: 'act-1', more: 1, lastAt: new Date(START + 59_000) }]);
});

test('what was recorded before is no new refusal', async () => {
  const { note } = tallied();
  await note('a', 'same');
  expect(await note('b', 'same')).toBe('repeated');
});

test('a store that fails is told to whoever refuses, and is asked again the next time', async () => {
  const lab = tallied();
  lab.break(true);
  await expect(lab.note('a')).rejects.toThrow('disk full');
  lab.break(false);
  expect(await lab.note('a')).toBe('recorded');
});
