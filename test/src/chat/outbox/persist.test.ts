import { describe, expect, it } from 'vitest';
import { ChatCallError, type Failure } from '../../../../src/chat/call-failure.ts';
import { persist } from '../../../../src/chat/outbox/persist.ts';

/** Does something that ends as the test says, one after another, and then well. */
function play(outcomes: readonly Failure[], canBeSaidOtherwise = false) {
  const over = new AbortController();
  const waits: number[] = [];
  const waiting = [...outcomes];
  let tries = 0;
  const done = persist(
    async () => {
      tries += 1;
      const failure = waiting.shift();
      if (failure) throw new ChatCallError('a chat', 'it', failure);
    },
    {
      refused: () => canBeSaidOtherwise,
      signal: over.signal,
      async pause(ms) {
        waits.push(ms);
        if (ms > 500_000) over.abort();
      },
    },
  );
  return { done, tries: () => tries, waits };
}

const times = (count: number, failure: Failure): Failure[] => Array(count).fill(failure);

describe('what is to be done once', () => {
  it.each<readonly [string, readonly Failure[], number]>([
    ['is done at once', [], 1],
    ['is tried again where it surely did not arrive', times(8, { kind: 'unsent' }), 9],
    ['is tried once more where nobody knows', times(1, { kind: 'unknown' }), 2],
    ['waits as often as the chat says', times(30, { kind: 'limited', retryAfterMs: 5000 }), 31],
  ])('%s', async (_, outcomes, tries) => {
    const one = play(outcomes);
    expect(await one.done).toBeNull();
    expect(one.tries()).toBe(tries);
  });

  it.each<readonly [string, readonly Failure[], number]>([
    ['it did not arrive nine times', times(9, { kind: 'unsent' }), 9],
    ['nobody knows twice', times(2, { kind: 'unknown' }), 2],
    ['the chat refuses', times(1, { kind: 'refused', code: 1 }), 1],
    ['the token is dead', times(1, { kind: 'revoked', code: 1 }), 1],
  ])('is given up where %s', async (_, outcomes, tries) => {
    const one = play(outcomes);
    expect(await one.done).toEqual(outcomes.at(-1));
    expect(one.tries()).toBe(tries);
  });

  it('is said otherwise at once where it can be', async () => {
    const one = play(times(2, { kind: 'refused', code: 1 }), true);
    expect(await one.done).toBeNull();
    expect(one.tries()).toBe(3);
    expect(one.waits).toEqual([]);
  });

  it('comes no sooner than the chat said, and not with all others at once', async () => {
    const one = play(times(40, { kind: 'limited', retryAfterMs: 5000 }));
    await one.done;
    expect(Math.min(...one.waits)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...one.waits)).toBeLessThanOrEqual(10_000);
    expect(new Set(one.waits).size).toBeGreaterThan(1);
  });

  it('waits longer with each failure', async () => {
    const one = play(times(8, { kind: 'unsent' }));
    await one.done;
    for (const [at, waitMs] of one.waits.entries()) {
      expect(waitMs).toBeGreaterThanOrEqual(Math.min(60_000, 1000 * 2 ** at) / 2);
      expect(waitMs).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** at));
    }
  });

  it('ends with the signal, whatever it waits for', async () => {
    const one = play([{ kind: 'limited', retryAfterMs: 1_000_000 }]);
    await expect(one.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(one.tries()).toBe(1);
  });
});
