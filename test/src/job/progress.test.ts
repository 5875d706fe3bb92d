import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../../src/job/progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first word is saved at once, then the newest twice a second', () => {
  const saved: unknown[] = [];
  const progress = createProgress((note) => saved.push(note));
  progress.say('one');
  progress.say('two');
  progress.say('three');
  expect(saved).toEqual(['one']);
  vi.advanceTimersByTime(500);
  expect(saved).toEqual(['one', 'three']);
  vi.advanceTimersByTime(5000);
  expect(saved).toEqual(['one', 'three']);
  progress.say('four');
  expect(saved).toEqual(['one', 'three', 'four']);
});

test('a thousand words in ten seconds are saved about twenty times', () => {
  let saved = 0;
  const progress = createProgress(() => {
    saved += 1;
  });
  for (let n = 0; n < 1000; n += 1) {
    progress.say('word', n / 1000);
    vi.advanceTimersByTime(10);
  }
  expect(saved).toBeGreaterThanOrEqual(20);
  expect(saved).toBeLessThanOrEqual(21);
});

test('nothing is saved after the end', () => {
  const saved: unknown[] = [];
  const progress = createProgress((note) => saved.push(note));
  progress.say('one');
  progress.say('two');
  progress.stop();
  progress.say('three');
  vi.advanceTimersByTime(5000);
  expect(saved).toEqual(['one']);
  expect(vi.getTimerCount()).toBe(0);
});

test('what it waited for is gone once it is tried again, and what it was at is back', () => {
  const saved: unknown[] = [];
  const progress = createProgress((note, fraction) => saved.push([note, fraction]));
  progress.pause('waiting for the host');
  vi.advanceTimersByTime(500);
  progress.resume();
  expect(saved).toEqual([
    ['waiting for the host', undefined],
    [undefined, undefined],
  ]);
  vi.advanceTimersByTime(500);
  progress.say('half', 0.5);
  vi.advanceTimersByTime(500);
  progress.pause('waiting for the host');
  vi.advanceTimersByTime(500);
  progress.resume();
  expect(saved.slice(2)).toEqual([
    ['half', 0.5],
    ['waiting for the host', undefined],
    ['half', 0.5],
  ]);
});
