import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACE } from '../../../../adapters/slack/pace.ts';
import type { Turn } from '../../../../src/chat/outbox/entry.ts';
import { nextOf } from '../../../../src/chat/outbox/next.ts';
import { createPace } from '../../../../src/chat/outbox/pace.ts';

const MINUTE_MS = 60_000;

const edit = (isFinal: boolean): Turn => ({
  way: 'edit',
  id: 'M1',
  isPosted: true,
  channel: 'C1',
  isFinal,
  shownAtMs: 0,
  notBeforeMs: 0,
});

/** Sends messages for some time as the outbox does, each of them changing all the time. @returns when each went */
function play(messages: number, finalEvery: number, forMs: number, stepMs: number) {
  let now = 0;
  const pace = createPace(PACE, () => now);
  const shown = new Map<string, number>();
  const sent: { atMs: number; id: string; isFinal: boolean }[] = [];
  while (now < forMs) {
    const waiting = Array.from({ length: messages }, (_, id) => ({
      way: 'edit' as const,
      id: String(id),
      isPosted: true,
      channel: `C${id % 7}`,
      isFinal: finalEvery > 0 && id % finalEvery === 0,
      shownAtMs: shown.get(String(id)) ?? 0,
      notBeforeMs: 0,
    }));
    const next = nextOf(waiting, pace, now);
    if (next.kind === 'send') {
      pace.begins(next.message);
      shown.set(next.message.id, now);
      sent.push({ atMs: now, id: next.message.id, isFinal: next.message.isFinal });
    } else {
      now += Math.max(1, Math.min(next.ms, stepMs));
    }
  }
  return sent;
}

describe('edits', () => {
  it('are never more than fifty in any minute, however many messages change', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 700 }),
        (messages, finalEvery, stepMs) => {
          const times = play(messages, finalEvery, 4 * MINUTE_MS, stepMs).map(({ atMs }) => atMs);
          for (const [at, from] of times.entries())
            expect((times[at + 50] ?? Number.POSITIVE_INFINITY) - from).toBeGreaterThan(MINUTE_MS);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of one message are at least a second apart', () => {
    const byMessage = Map.groupBy(play(3, 0, MINUTE_MS, 50), ({ id }) => id);
    for (const times of byMessage.values())
      for (const [at, { atMs }] of times.entries())
        if (at > 0) expect(atMs - (times[at - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('leave none behind: the one whose text is the oldest comes first', () => {
    const sent = play(30, 0, 3 * MINUTE_MS, 100);
    const counts = [...Map.groupBy(sent, ({ id }) => id).values()].map((of) => of.length);
    expect(counts).toHaveLength(30);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
});

it('progress is edited only while enough is left for ends', () => {
  const pace = createPace(PACE, () => 0);
  for (let taken = 0; taken < 3; taken += 1) pace.begins(edit(true));
  expect(pace.waitMs(edit(false))).toBeGreaterThan(0);
  expect(pace.waitMs(edit(true))).toBe(0);
});
