import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/errors.ts';
import { type Asker, createConversation } from '../../../src/chat/conversation.ts';
import { createTasks } from '../../../src/chat/tasks.ts';
import type { Answer, Received } from '../../../src/command/answer.ts';
import type { Command } from '../../../src/command/command.ts';
import { view } from '../../../src/view/view.ts';
import { outMessage, recordingLog } from './support/messages.ts';

const WRONG = { en: 'wrong', es: 'mal' };
const error = (about: { isGone?: boolean } = {}) =>
  Object.assign(new UserError('not-found', WRONG), about) as UserError;
const COMMAND = { path: ['vm', 'list'], answer: 'private' } as unknown as Command;
const FOR_ALL = { ...COMMAND, answer: 'channel' } as Command;

const accepted = (came: Answer, command = COMMAND): Received => ({
  kind: 'accepted',
  command,
  answer: async () => came,
});

/** Somebody of whom everything is written down that happens to them. */
function open(received: Received, about: Partial<Asker> = {}) {
  const happened: string[] = [];
  const { lines, log } = recordingLog();
  const tasks = createTasks(log);
  const conversation = createConversation({
    desk: {
      receive: async () => received,
      mail: {
        answered: async (id: string) => void happened.push(`answered ${id}`),
        take: async (id: string) => (id === 'J-taken' ? null : outMessage({ id })),
      },
    } as never,
    tasks,
    owe: ({ id }) => void happened.push(`owes ${id}`),
  });
  const asker: Asker = {
    invocation: { id: 'A1' } as never,
    locale: async () => 'en',
    acknowledge: async () => {
      happened.push('acknowledged');
      return false;
    },
    begin: async (isPrivate) => void happened.push(`begins ${isPrivate}`),
    tell: async (_view, isPrivate) => void happened.push(`told ${isPrivate}`),
    refuse: async () => void happened.push('refused'),
    openForm: async () => false,
    sayGone: async () => false,
    ...about,
  };
  const goes = async () => {
    await conversation.take(asker);
    await tasks.ended();
    return happened;
  };
  return { goes, lines };
}

const said: Answer = { kind: 'said', view: view({ title: 'hello' }), data: {} };

describe('what somebody asked', () => {
  it.each<readonly [string, Received, readonly string[]]>([
    ['is told to them alone', accepted(said), ['told true']],
    ['is told to all, where its command says so', accepted(said, FOR_ALL), ['told false']],
    ['is a question to them alone', accepted({ kind: 'asked', view: view({}) }, FOR_ALL), ['told true']],
    [
      'begins work, whose message is owed',
      accepted({ kind: 'started', jobId: 'J1' }, FOR_ALL),
      ['begins false', 'owes J1'],
    ],
    [
      'begins work whose message another process shows',
      accepted({ kind: 'started', jobId: 'J-taken' }),
      ['begins true'],
    ],
    ['cannot be done', accepted({ kind: 'refused', error: error() }), ['refused']],
    ['is not understood', { kind: 'rejected', command: null, error: error() }, ['refused']],
  ])('%s, after it is acknowledged and before it counts as answered', async (_, received, middle) => {
    expect(await open(received).goes()).toEqual(['acknowledged', ...middle, 'answered A1']);
  });

  it('is acknowledged and nothing else where it came before', async () => {
    expect(await open({ kind: 'repeated' }).goes()).toEqual(['acknowledged']);
  });

  it('counts as answered where the acknowledgement said all', async () => {
    const { goes } = open(accepted(said), { acknowledge: async () => true });
    expect(await goes()).toEqual(['answered A1']);
  });

  it('does not count as answered where nobody could be told', async () => {
    const tell = async () => {
      throw new Error('labvm ends');
    };
    const { goes, lines } = open(accepted(said), { tell });
    expect(await goes()).toEqual(['acknowledged']);
    expect(lines).toMatchObject([{ level: 'error' }]);
  });
});

describe('what cannot be done', () => {
  const refusal = (about: { isGone?: boolean } = {}) => accepted({ kind: 'refused', error: error(about) });

  it('is a form where one can be opened', async () => {
    const { goes } = open(refusal(), { openForm: async () => true });
    expect(await goes()).toEqual(['acknowledged', 'answered A1']);
  });

  it('stands in the message of the button where what it was for is gone', async () => {
    const { goes } = open(refusal({ isGone: true }), { sayGone: async () => true });
    expect(await goes()).toEqual(['acknowledged', 'answered A1']);
  });

  it('is said where that message cannot be changed', async () => {
    expect(await open(refusal({ isGone: true })).goes()).toEqual(['acknowledged', 'refused', 'answered A1']);
  });
});
