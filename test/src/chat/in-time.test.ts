import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime } from '../../../src/chat/in-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives what comes in time, and leaves no timer', async () => {
  expect(await inTime(1000, Promise.resolve('soon'))).toBe('soon');
  expect(vi.getTimerCount()).toBe(0);
});

it('gives nothing where it comes later, and rejects as it does', async () => {
  const waiting = inTime(1000, new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await waiting).toBeNull();
  await expect(inTime(1000, Promise.reject(new Error('no')))).rejects.toThrow('no');
});
