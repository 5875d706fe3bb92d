import { describe, expect, it } from 'vitest';
import { createPace, type PaceTable, type Use } from '../../../../src/chat/outbox/pace.ts';

const TABLE: PaceTable = {
  post: [
    { per: 'channel', capacity: 1, perSecond: 1 },
    { per: { all: 'bot' }, capacity: 3, perSecond: 3 },
  ],
  edit: [{ per: { all: 'bot' }, capacity: 3, perSecond: 3, keptForFinal: 2 }],
  answer: [{ per: 'message', capacity: 1, perSecond: 1 }],
};

function open() {
  let nowMs = 0;
  const pace = createPace(TABLE, () => nowMs);
  const waits = (use: Use, isFinal = false) => pace.waitMs({ ...use, isFinal });
  return {
    pace,
    waits,
    passes: (ms: number) => {
      nowMs += ms;
    },
  };
}

const post = (channel: string): Use => ({ way: 'post', id: 'M1', channel });
const edit: Use = { way: 'edit', id: 'M1', channel: 'C1' };
const answer = (id: string): Use => ({ way: 'answer', id, channel: 'C1' });

describe('a table of limits', () => {
  it('counts by channel, by message, and all together', () => {
    const { pace, waits, passes } = open();
    pace.begins(post('C1'));
    expect(waits(post('C1'))).toBe(1000);
    expect(waits(post('C2'))).toBe(0);
    pace.begins(answer('M1'));
    expect([waits(answer('M1')), waits(answer('M2'))]).toEqual([1000, 0]);
    passes(1000);
    expect([waits(post('C1')), waits(answer('M1'))]).toEqual([0, 0]);
  });

  it('has one limit for several ways, where they name the same', () => {
    const { pace, waits } = open();
    for (const channel of ['C1', 'C2', 'C3']) pace.begins(post(channel));
    expect(waits(edit, true)).toBeGreaterThan(0);
  });

  it('keeps something for what is final', () => {
    const { pace, waits } = open();
    pace.begins(edit);
    expect(waits(edit)).toBeGreaterThan(0);
    expect(waits(edit, true)).toBe(0);
  });

  it('pauses the first limit of a way, and no other', () => {
    const { pace, waits } = open();
    pace.pause(post('C1'), 7000);
    expect(waits(post('C1'))).toBeGreaterThanOrEqual(7000);
    expect([waits(post('C2')), waits(edit, true)]).toEqual([0, 0]);
  });

  it('has nothing against what it does not name', () => {
    const pace = createPace({ post: [], edit: [], answer: [] }, () => 0);
    for (const use of [post('C1'), edit, answer('M1')]) {
      pace.begins(use);
      pace.pause(use, 1000);
      expect(pace.waitMs({ ...use, isFinal: false })).toBe(0);
    }
  });
});
