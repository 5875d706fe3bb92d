import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../../../adapters/slack/outbox/pace.ts';
import { backoffMs } from '../../../../src/chat/outbox/backoff.ts';
import { createBucket } from '../../../../src/chat/outbox/bucket.ts';
import { nextOf, type Waiting } from '../../../../src/chat/outbox/order.ts';

const MINUTE_MS = 60_000;

/** Sends messages for some time as the outbox does, each of them changing all the time. @returns when each went */
function play(messages: number, finalEvery: number, forMs: number, stepMs: number) {
  let now = 0;
  const pace = createPace(() => now);
  const shown = new Map<number, number>();
  const sent: { atMs: number; id: number; isFinal: boolean }[] = [];
  while (now < forMs) {
    const waiting = Array.from({ length: messages }, (_, id) => ({
      id,
      isPosted: true,
      channel: `C${id % 7}`,
      isFinal: finalEvery > 0 && id % finalEvery === 0,
      shownAtMs: shown.get(id) ?? 0,
      notBeforeMs: 0,
    }));
    const next = nextOf(waiting, pace, now);
    if (next.kind === 'send') {
      pace.edited();
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

describe('what is sent next', () => {
  const free = { postWaitMs: () => 0, editWaitMs: () => 0 };
  const message = (fields: Partial<Waiting> & { id: string }) => ({
    isPosted: true,
    channel: 'C1',
    isFinal: false,
    shownAtMs: 0,
    notBeforeMs: 0,
    ...fields,
  });

  it.each([
    ['a post before an edit', [message({ id: 'edit' }), message({ id: 'post', isPosted: false })], 'post'],
    [
      'an end before progress',
      [message({ id: 'now' }), message({ id: 'end', isFinal: true, shownAtMs: 50 })],
      'end',
    ],
    ['the stalest', [message({ id: 'new', shownAtMs: 90 }), message({ id: 'old', shownAtMs: 10 })], 'old'],
    ['what may be sent', [message({ id: 'later', notBeforeMs: 9999 }), message({ id: 'now' })], 'now'],
  ])('is %s', (_, waiting, id) => {
    expect(nextOf(waiting, free, 2000)).toMatchObject({ kind: 'send', message: { id } });
  });

  it('waits as long as the first that may be sent, and for ever where nothing waits', () => {
    const waiting = [message({ id: 'a', notBeforeMs: 5000 }), message({ id: 'b', shownAtMs: 1700 })];
    expect(nextOf(waiting, free, 2000)).toEqual({ kind: 'wait', ms: 700 });
    expect(nextOf([], free, 0)).toEqual({ kind: 'wait', ms: Number.POSITIVE_INFINITY });
  });

  it('is progress only while enough is left for ends', () => {
    const pace = createPace(() => 0);
    for (let taken = 0; taken < 3; taken += 1) pace.edited();
    expect(pace.editWaitMs(message({ id: 'a', isFinal: false }))).toBeGreaterThan(0);
    expect(pace.editWaitMs(message({ id: 'a', isFinal: true }))).toBe(0);
  });
});

describe('a bucket', () => {
  it('gives nothing while it pauses, and begins empty', () => {
    let now = 0;
    const bucket = createBucket(3, 1, () => now);
    bucket.pause(10_000);
    expect(bucket.waitMs(1)).toBe(11_000);
    now = 10_000;
    expect(bucket.waitMs(1)).toBe(1000);
    now = 11_000;
    expect(bucket.waitMs(1)).toBe(0);
  });

  it('never holds more than it can', () => {
    let now = 0;
    const bucket = createBucket(2, 1, () => now);
    now = 1_000_000;
    expect(bucket.waitMs(2)).toBe(0);
    expect(bucket.waitMs(3)).toBe(1000);
  });
});

it('is tried again after twice as long each time, up to a minute', () => {
  const full = () => 1;
  expect([1, 2, 3, 7, 50].map((failures) => backoffMs(failures, full))).toEqual([
    1000, 2000, 4000, 60_000, 60_000,
  ]);
  expect(backoffMs(1, () => 0)).toBe(500);
});
