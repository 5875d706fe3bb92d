import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBeat } from '../../../../adapters/discord/gateway/beat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const count = { sent: 0, silences: 0 };
  const beat = createBeat({
    send: () => {
      count.sent += 1;
    },
    onSilence: () => {
      count.silences += 1;
    },
    random: () => 0.25,
  });
  return { beat, count };
}

describe('heartbeats', () => {
  it('begin after a part of the interval, and go on while they are answered', () => {
    const { beat, count } = open();
    beat.every(1000);
    vi.advanceTimersByTime(249);
    expect(count.sent).toBe(0);
    for (let n = 0; n < 5; n += 1) {
      vi.advanceTimersByTime(n === 0 ? 1 : 1000);
      beat.answered();
    }
    expect(count).toEqual({ sent: 5, silences: 0 });
    beat.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that are not answered until the next one are a silence, told once', () => {
    const { beat, count } = open();
    beat.every(1000);
    vi.advanceTimersByTime(10_000);
    expect(count).toEqual({ sent: 1, silences: 1 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('do not come every %d ms', (ms) => {
    expect(() => open().beat.every(ms)).toThrow(/interval/);
  });
});
