import { expect, it, onTestFinished, vi } from 'vitest';
import type { LeftRequest, Notice } from '../../../src/chat/desk.ts';
import { keepUp } from '../../../src/chat/keep-up.ts';
import type { OutMessage } from '../../../src/chat/outbox/store.ts';
import { createTasks } from '../../../src/chat/tasks.ts';
import { view } from '../../../src/view/view.ts';
import { outMessage, recordingLog } from './support/messages.ts';

const CRASHED = {
  change: { name: 'web1', before: 'running', after: 'crashed' },
  view: view({ title: 'web1 has crashed' }),
} as unknown as Notice;

it('a chat is told what was left and what changes, until it is left', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { log } = recordingLog();
  const tasks = createTasks(log);
  const happened: string[] = [];
  const left: OutMessage[] = [outMessage({ id: 'M1' })];
  const open = [{ request: { line: 'R1' } } as unknown as LeftRequest];
  const hears = new Set<(notice: Notice) => void>();
  let ring = () => {};
  const desk = {
    onNotice(listener: (notice: Notice) => void) {
      hears.add(listener);
      return () => hears.delete(listener);
    },
    mail: {
      takeLeft: async () => left.splice(0),
      takeOpen: async () => open.splice(0),
      cardOf: async () => outMessage({ ref: 'C1/1.1' }),
      add: async () => outMessage({ id: 'N1' }),
      onChange(listener: () => void) {
        ring = listener;
        return () => {
          ring = () => {};
        };
      },
    },
  };
  const stop = await keepUp({
    desk: desk as never,
    chat: 'slack',
    outbox: { owe: ({ id }) => void happened.push(`owes ${id}`) },
    tasks,
    log,
    resume: async ({ line }) => void happened.push(`resumes ${line}`),
  });
  for (const hear of hears) hear(CRASHED);
  await tasks.ended();
  expect(happened).toEqual(['owes M1', 'resumes R1', 'owes N1']);

  stop();
  left.push(outMessage({ id: 'M2' }));
  ring();
  await vi.advanceTimersByTimeAsync(5000);
  expect(hears.size).toBe(0);
  expect(happened).toHaveLength(3);
});
