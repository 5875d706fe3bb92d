import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/chat/desk.ts';
import type { OwedState } from '../../../src/chat/owed.ts';
import { owedMessage } from '../../../src/chat/owed-message.ts';
import { type View, view } from '../../../src/view/view.ts';
import { outMessage } from './support/messages.ts';

const stored: string[] = [];
const desk = {
  async *follow(jobId: string) {
    for (const revision of [3, 4])
      yield { job: { revision }, view: view({ title: `${jobId} at ${revision}` }), finished: revision === 4 };
  },
  mail: { attempted: async (id: string, at: Date) => void stored.push(`attempted ${id} ${at.getTime()}`) },
  shown: async (...args: readonly unknown[]) => void stored.push(`shown ${args.join(' ')}`),
} as unknown as Desk;

/** As a chat says views: with something of its own. */
const inChat = async (said: View, thread: string | null) => ({
  ...said,
  title: `${String(said.title)} (${thread})`,
});

async function statesOf(states: AsyncIterable<OwedState>): Promise<readonly OwedState[]> {
  const all: OwedState[] = [];
  for await (const state of states) all.push(state);
  return all;
}

const never = new AbortController().signal;

describe('a stored message, as it is owed', () => {
  it('says a view of its own once and for good', async () => {
    const owed = owedMessage(outMessage(), desk, inChat);
    expect(await statesOf(owed.states(never))).toMatchObject([
      { revision: 1, final: true, view: { title: 'hello (null)' } },
    ]);
  });

  it('follows its job to the end, in the words of its chat', async () => {
    const place = { chat: 'slack', channel: 'C1', thread: '1.0' };
    const owed = owedMessage(outMessage({ view: null, jobId: 'J1', place }), desk, inChat);
    expect(await statesOf(owed.states(never))).toMatchObject([
      { revision: 3, final: false, view: { title: 'J1 at 3 (1.0)' } },
      { revision: 4, final: true, view: { title: 'J1 at 4 (1.0)' } },
    ]);
  });

  it('has nothing to say where it has neither', async () => {
    expect(await statesOf(owedMessage(outMessage({ view: null }), desk, inChat).states(never))).toEqual([]);
  });

  it('knows where it is, and that a process began to post it', () => {
    const owed = owedMessage(
      outMessage({ ref: 'C1/1', attemptedAt: new Date(5), shownRevision: 2 }),
      desk,
      inChat,
    );
    expect(owed).toMatchObject({
      id: 'M1',
      channel: 'C1',
      thread: null,
      ref: 'C1/1',
      attemptedAt: 5,
      shownRevision: 2,
    });
    expect(owedMessage(outMessage(), desk, inChat).attemptedAt).toBeNull();
  });

  it('stores what becomes of it under its own name', async () => {
    const owed = owedMessage(outMessage({ id: 'M7' }), desk, inChat);
    await owed.attempted(99);
    await owed.shown(4, 'C1/1');
    expect(stored).toEqual(['attempted M7 99', 'shown M7 4 C1/1']);
  });
});
