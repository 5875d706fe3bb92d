import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../../src/chat/desk.ts';
import { type State, statesOf } from '../../../../src/chat/outbox/states.ts';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { type View, view } from '../../../../src/view/view.ts';
import { outMessage } from '../support/messages.ts';

const desk = {
  async *follow(jobId: string) {
    for (const revision of [3, 4])
      yield { job: { revision }, view: view({ title: `${jobId} at ${revision}` }), finished: revision === 4 };
  },
} as unknown as Desk;

/** As a chat says views: with something of its own. */
const inChat = async (said: View, thread: string | null) => ({
  ...said,
  title: `${String(said.title)} (${thread})`,
});

async function saidOf(message: OutMessage): Promise<readonly State[]> {
  const all: State[] = [];
  for await (const state of statesOf(message, desk, inChat, never)) all.push(state);
  return all;
}

const never = new AbortController().signal;

describe('a stored message', () => {
  it('says a view of its own once and for good', async () => {
    expect(await saidOf(outMessage())).toMatchObject([
      { revision: 1, final: true, view: { title: 'hello (null)' } },
    ]);
  });

  it('follows its job to the end, in the words of its chat', async () => {
    const place = { chat: 'slack', channel: 'C1', thread: '1.0' };
    expect(await saidOf(outMessage({ view: null, jobId: 'J1', place }))).toMatchObject([
      { revision: 3, final: false, view: { title: 'J1 at 3 (1.0)' } },
      { revision: 4, final: true, view: { title: 'J1 at 4 (1.0)' } },
    ]);
  });

  it('has nothing to say where it has neither', async () => {
    expect(await saidOf(outMessage({ view: null }))).toEqual([]);
  });
});
