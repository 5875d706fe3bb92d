import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LeftRequest } from '../../../src/chat/desk.ts';
import type { OutMessage } from '../../../src/chat/outbox/store.ts';
import { takeUp } from '../../../src/chat/take-up.ts';
import { createTasks } from '../../../src/chat/tasks.ts';
import { outMessage, recordingLog } from './support/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store in which another process leaves things, and which says that it changed. */
async function open() {
  const { lines, log } = recordingLog();
  const left = { messages: [] as OutMessage[], open: [] as LeftRequest[] };
  const taken: string[] = [];
  let ring = () => {};
  let looks = 0;
  let isBroken = false;
  const mail = {
    async takeLeft() {
      looks += 1;
      if (isBroken) throw new Error('the store is away');
      return left.messages.splice(0);
    },
    takeOpen: async () => left.open.splice(0),
    onChange(listener: () => void) {
      ring = listener;
      return () => {
        ring = () => {};
      };
    },
  };
  left.messages.push(outMessage({ id: 'M1' }));
  left.open.push({ request: { line: 'R1' } } as unknown as LeftRequest);
  const tasks = createTasks(log);
  const stop = await takeUp({
    desk: { mail } as never,
    chat: 'slack',
    tasks,
    log,
    finish: async ({ request }) => void taken.push(request.line ?? ''),
    owe: ({ id }) => void taken.push(id),
  });
  await tasks.ended();
  return {
    lines,
    left,
    taken,
    stop,
    looks: () => looks,
    ring: () => ring(),
    breaks: () => {
      isBroken = true;
    },
  };
}

describe('what processes that died left', () => {
  it('is taken up at the start, messages first', async () => {
    const { taken } = await open();
    expect(taken).toEqual(['M1', 'R1']);
  });

  it('is taken up later, with one look at many changes', async () => {
    const { ring, left, taken, looks } = await open();
    left.messages.push(outMessage({ id: 'M2' }));
    for (let n = 0; n < 50; n += 1) ring();
    await vi.advanceTimersByTimeAsync(999);
    expect(looks()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks()).toBe(2);
    expect(taken.at(-1)).toBe('M2');
    ring();
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks()).toBe(3);
  });

  it('stays where it is while the store is away, and the log says so', async () => {
    const { ring, breaks, lines } = await open();
    breaks();
    ring();
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toMatchObject([{ level: 'error', text: 'what others left could not be taken up' }]);
  });

  it('is nobody’s concern once it is stopped, not even what was just heard of', async () => {
    const { ring, stop, looks } = await open();
    ring();
    stop();
    ring();
    await vi.advanceTimersByTimeAsync(5000);
    expect(looks()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
