import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEntry, type Entry } from '../../../../src/chat/outbox/entry.ts';
import { createPump } from '../../../../src/chat/outbox/pump.ts';
import type { State } from '../../../../src/chat/outbox/states.ts';
import { view } from '../../../../src/view/view.ts';
import { outMessage, recordingLog } from '../support/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A chat to which each step is what the test makes of it. */
function open() {
  const { lines, log } = recordingLog();
  const over = new AbortController();
  const delivered: string[] = [];
  const begun: string[] = [];
  const sources = new Map<string, (signal: AbortSignal) => AsyncIterable<State>>();
  let step: (entry: Entry, state: State) => Promise<void> = async (entry, { revision }) => {
    entry.shownRevision = revision;
  };
  const pump = createPump({
    pace: { waitMs: () => 0, begins: ({ id }) => void begun.push(id) },
    log,
    monotonic: () => Date.now(),
    over: over.signal,
    states: ({ id }, signal) => sources.get(id)?.(signal) ?? none(),
    turnOf: (entry) =>
      entry.isBusy || !entry.state || entry.state.revision <= entry.shownRevision
        ? null
        : {
            way: 'post',
            id: entry.message.id,
            isPosted: false,
            channel: 'C1',
            isFinal: entry.state.final,
            shownAtMs: 0,
            notBeforeMs: entry.notBeforeMs,
          },
    async deliver(entry, state) {
      delivered.push(`${entry.message.id}:${state.revision}`);
      await step(entry, state);
    },
  });

  /** Keeps a message whose states the test gives one by one. */
  function keep(id: string, first?: 'breaks') {
    const waiting: State[] = [];
    let wake = () => {};
    let reads = 0;
    async function* states(signal: AbortSignal) {
      reads += 1;
      if (first === 'breaks' && reads === 1) throw new Error('the store is away');
      while (!signal.aborted) {
        const state = waiting.shift();
        if (state) yield state;
        if (state?.final) return;
        if (waiting.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal.addEventListener('abort', () => resolve());
          });
      }
    }
    pump.keep(id, () => {
      sources.set(id, states);
      return createEntry(outMessage({ id }), { answers: () => 'never' });
    });
    return {
      reads: () => reads,
      async is(revision: number, final = false) {
        waiting.push({ revision, final, view: view({}) });
        wake();
        await vi.advanceTimersByTimeAsync(0);
      },
    };
  }
  return {
    pump,
    keep,
    delivered,
    begun,
    lines,
    over,
    steps: (does: typeof step) => {
      step = does;
    },
  };
}

async function* none(): AsyncGenerator<never> {}

describe('messages are taken care of', () => {
  it('state by state, and each step is counted before it goes', async () => {
    const { keep, delivered, begun } = open();
    const one = keep('M1');
    await one.is(1);
    await one.is(2, true);
    expect(delivered).toEqual(['M1:1', 'M1:2']);
    expect(begun).toEqual(['M1', 'M1']);
  });

  it('with the newest state only, where a step takes long', async () => {
    const { keep, delivered, steps } = open();
    const held = Promise.withResolvers<void>();
    steps(async (entry, { revision }) => {
      if (revision === 1) await held.promise;
      entry.shownRevision = revision;
    });
    const one = keep('M1');
    for (const revision of [1, 2, 3, 4]) await one.is(revision, revision === 4);
    expect(delivered).toEqual(['M1:1']);
    held.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered).toEqual(['M1:1', 'M1:4']);
  });

  it('without the rest of a pause that a failure earned, once the chat is there again', async () => {
    const { pump, keep, delivered, steps } = open();
    const isAway = { yes: true };
    steps(async (entry, { revision }) => {
      if (isAway.yes) Object.assign(entry, { failures: 5, notBeforeMs: Date.now() + 60_000 });
      else entry.shownRevision = revision;
    });
    await keep('M1').is(1, true);
    isAway.yes = false;
    pump.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered).toEqual(['M1:1', 'M1:1']);
  });

  it('no more than twenty at once', async () => {
    const { keep, delivered, steps } = open();
    const held = Promise.withResolvers<void>();
    steps(async (entry, { revision }) => {
      await held.promise;
      entry.shownRevision = revision;
    });
    for (let n = 0; n < 25; n += 1) await keep(`M${n}`).is(1, true);
    expect(delivered).toHaveLength(20);
    held.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered).toHaveLength(25);
  });

  it('once, though they are kept twice; and anew, once they have ended', async () => {
    const { keep, delivered } = open();
    const one = keep('M1');
    const same = keep('M1');
    await same.is(9, true);
    await one.is(1, true);
    expect(delivered).toEqual(['M1:1']);
    await keep('M1').is(2, true);
    expect(delivered).toEqual(['M1:1', 'M1:2']);
  });

  it('when their time comes', async () => {
    const { keep, delivered, steps } = open();
    steps(async (entry, { revision }) => {
      if (delivered.length === 1) entry.notBeforeMs = Date.now() + 3000;
      else entry.shownRevision = revision;
    });
    await keep('M1').is(1, true);
    await vi.advanceTimersByTimeAsync(2999);
    expect(delivered).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered).toHaveLength(2);
  });

  it('again after a while, where a step throws against its word', async () => {
    const { keep, delivered, lines, steps } = open();
    steps(async (entry, { revision }) => {
      if (delivered.length === 1) throw new Error('a fault of ours');
      entry.shownRevision = revision;
    });
    await keep('M1').is(1, true);
    expect(lines).toMatchObject([{ level: 'error', fields: { message: 'M1' } }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(delivered).toEqual(['M1:1', 'M1:1']);
  });

  it('again after a while, where their states cannot be read', async () => {
    const { keep, delivered, lines } = open();
    const one = keep('M1', 'breaks');
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toMatchObject([{ level: 'error', text: 'the states of a message could not be read' }]);
    await vi.advanceTimersByTimeAsync(5000);
    await one.is(1, true);
    expect([one.reads(), delivered]).toEqual([2, ['M1:1']]);
  });
});

describe('the end', () => {
  it('waits for what is final, and for nothing else', async () => {
    const { keep, pump, steps } = open();
    const held = Promise.withResolvers<void>();
    steps(async (entry, { revision }) => {
      await held.promise;
      entry.shownRevision = revision;
    });
    await keep('M1').is(1, true);
    let isOver = false;
    const drained = pump.drain(60_000).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isOver).toBe(false);
    held.resolve();
    await vi.advanceTimersByTimeAsync(200);
    expect(isOver).toBe(true);
    await drained;
  });

  it('waits no longer than it may', async () => {
    const { keep, pump, steps } = open();
    steps(() => new Promise(() => {}));
    await keep('M1').is(1, true);
    const drained = pump.drain(2000);
    await vi.advanceTimersByTimeAsync(2000);
    await drained;
  });

  it('keeps nothing new', async () => {
    const { keep, over, delivered } = open();
    over.abort();
    await keep('M1').is(1, true);
    expect(delivered).toEqual([]);
  });
});
