import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTasks } from '../../../src/chat/tasks.ts';
import { recordingLog } from './support/messages.ts';

describe('tasks that nobody waits for', () => {
  it('are waited for at the end, also those that began meanwhile', async () => {
    const { log } = recordingLog();
    const tasks = createTasks(log);
    const done: string[] = [];
    const { promise: first, resolve } = Promise.withResolvers<void>();
    tasks.run(async () => {
      await first;
      tasks.run(async () => {
        await setImmediate();
        done.push('second');
      });
      done.push('first');
    });
    const ended = tasks.ended().then(() => done.push('ended'));
    expect(done).toEqual([]);
    resolve();
    await ended;
    expect(done).toEqual(['first', 'second', 'ended']);
  });

  it('are over at once where there is none', async () => {
    await createTasks(recordingLog().log).ended();
  });

  it('are logged where they fail, and not where labvm ends', async () => {
    const { lines, log } = recordingLog();
    const tasks = createTasks(log);
    tasks.run(async () => {
      throw new Error('broken');
    });
    tasks.run(async () => {
      throw new DOMException('ends', 'AbortError');
    });
    await tasks.ended();
    expect(lines).toMatchObject([{ level: 'error', fields: { err: { message: 'broken' } } }]);
  });
});
