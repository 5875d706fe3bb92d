import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Closing, closeAll } from '../../../src/base/closing.ts';
import { recordingLog } from '../chat/support/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function open() {
  const { lines, log } = recordingLog();
  const said: string[] = [];
  const beganMs = Date.now();
  const at = () => Date.now() - beganMs;
  const one = (name: string, takesMs: number): Closing => ({
    name,
    async close(graceMs) {
      said.push(`${name} at ${at()} for ${graceMs}`);
      await sleep(takesMs);
      said.push(`${name} ended at ${at()}`);
    },
  });
  return { lines, said, one, ports: { log, monotonic: () => Date.now() }, at };
}

describe('everything ends', () => {
  it('one stage after another, side by side within one', async () => {
    const { said, one, ports, lines } = open();
    const ending = closeAll(
      [
        { byMs: 2000, closings: [one('slack', 300), one('discord', 100)] },
        { byMs: 4000, closings: [one('jobs', 50)] },
      ],
      ports,
    );
    await vi.runAllTimersAsync();
    expect(await ending).toEqual([]);
    expect(said).toEqual([
      'slack at 0 for 800',
      'discord at 0 for 800',
      'discord ended at 100',
      'slack ended at 300',
      'jobs at 300 for 2500',
      'jobs ended at 350',
    ]);
    expect(lines).toEqual([]);
  });

  it('and what does not is named and left, for it may wait for what ends after it', async () => {
    const { said, one, ports, lines, at } = open();
    const ending = closeAll(
      [
        { byMs: 2000, closings: [one('slack', 1e9), one('discord', 10)] },
        { byMs: 4000, closings: [one('jobs', 1e9)] },
        { byMs: 4500, closings: [one('libvirt', 0)] },
      ],
      ports,
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect(await ending).toEqual(['slack', 'jobs']);
    expect(said).toContain('libvirt at 4000 for 0');
    expect(lines).toMatchObject([{ level: 'error', fields: { left: ['slack', 'jobs'] } }]);
    expect(at()).toBe(5000);
  });

  it('also where something fails at it', async () => {
    const { said, one, ports, lines } = open();
    const broken: Closing = {
      name: 'web',
      close() {
        throw new Error('not open');
      },
    };
    const ending = closeAll(
      [
        { byMs: 100, closings: [broken] },
        { byMs: 200, closings: [one('jobs', 1)] },
      ],
      ports,
    );
    await vi.runAllTimersAsync();
    expect(await ending).toEqual([]);
    expect(said).toContain('jobs ended at 1');
    expect(lines).toMatchObject([{ level: 'error', fields: { name: 'web', err: { message: 'not open' } } }]);
  });

  it('by the time that is counted from the signal, not from when it was heeded', async () => {
    const { one, ports, said } = open();
    const beganMs = Date.now();
    await vi.advanceTimersByTimeAsync(1500);
    const ending = closeAll([{ byMs: 2000, closings: [one('slack', 1e9)] }], { ...ports, beganMs });
    await vi.advanceTimersByTimeAsync(500);
    expect(await ending).toEqual(['slack']);
    expect(said).toEqual(['slack at 1500 for 0']);
  });
});
