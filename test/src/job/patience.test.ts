import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patiently } from '../../../src/job/patience.ts';
import { hostError } from '../../fakes/host-error.ts';

const away = () => hostError('unreachable', 'gone');
const never = new AbortController().signal;
const options = { patienceMs: 60, signal: never, onPause() {} };

// Its clock stands still unless a test moves it; the pauses are real.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('what passes is tried again until it has, and each pause is told', async () => {
  const notes: string[] = [];
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries < 3) throw away();
    return tries;
  };
  const onPause = (note: { en: string }) => notes.push(note.en);
  const onTry = () => notes.push('again');
  expect(await patiently(attempt, { patienceMs: 3_600_000, signal: never, onPause, onTry })).toBe(3);
  expect(notes).toEqual(['waiting for the host', 'again', 'waiting for the host', 'again']);
});

test('what does not pass is thrown at once', async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    throw hostError('no-capacity', 'full');
  };
  await expect(patiently(attempt, options)).rejects.toThrow('full');
  expect(tries).toBe(1);
});

test('patience ends', async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    throw away();
  };
  const onPause = () => void vi.advanceTimersByTime(61);
  await expect(patiently(attempt, { ...options, onPause })).rejects.toThrow('gone');
  expect(tries).toBe(2);
});

test('another outage, after it went well for long, is borne as the first was', async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries > 3) return 'done';
    vi.advanceTimersByTime(61);
    throw away();
  };
  expect(await patiently(attempt, options)).toBe('done');
});

test('a signal ends the waiting with its reason', async () => {
  const controller = new AbortController();
  const attempt = async () => {
    throw away();
  };
  const waiting = patiently(attempt, {
    patienceMs: 3_600_000,
    signal: controller.signal,
    onPause: () => controller.abort(new Error('enough')),
  });
  await expect(waiting).rejects.toThrow(/aborted|enough/);
  await expect(patiently(attempt, { ...options, signal: controller.signal })).rejects.toThrow('enough');
});
