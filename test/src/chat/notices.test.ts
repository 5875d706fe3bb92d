import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/chat/desk.ts';
import { tellNotice } from '../../../src/chat/notices.ts';
import type { OutDraft, OutMessage } from '../../../src/chat/outbox/store.ts';
import { view } from '../../../src/view/view.ts';
import { outMessage, recordingLog } from './support/messages.ts';

const CRASHED = {
  subject: 'web1',
  topic: 'vm web1: running to crashed',
  view: view({ title: 'web1 has crashed' }),
} as unknown as Notice;

function chat(card: OutMessage | null, stored: OutMessage | null = outMessage({ id: 'N1' })) {
  const { lines, log } = recordingLog();
  const drafts: OutDraft[] = [];
  const owed: string[] = [];
  const mail = {
    cardOf: async () => card,
    async add(draft: OutDraft) {
      drafts.push(draft);
      return stored;
    },
  };
  const ports = {
    desk: { mail } as never,
    chat: 'slack',
    log,
    owe: ({ id }: OutMessage) => void owed.push(id),
  };
  return { lines, drafts, owed, tell: () => tellNotice(CRASHED, ports) };
}

describe('a change that nobody asked for', () => {
  it('is told beside the machine’s card, in the card’s language, once', async () => {
    const { tell, drafts, owed, lines } = chat(outMessage({ ref: 'C1/1.1', locale: 'es' }));
    await tell();
    expect(drafts).toEqual([
      {
        place: { chat: 'slack', channel: 'C1', thread: '1.1' },
        locale: 'es',
        view: CRASHED.view,
        once: { topic: 'vm web1: running to crashed', withinMs: 10_000 },
      },
    ]);
    expect(owed).toEqual(['N1']);
    expect(lines).toEqual([]);
  });

  it.each([
    ['in the thread that the card stands in', 'C1/1.1', '1.0'],
    ['in the thread that the card begins, where it had to go elsewhere', 'D1/1.1', '1.1'],
    ['beside the card that answers an interaction', 'C1/1.1/answer', '1.0'],
  ])('is told %s', async (_, ref, thread) => {
    const { tell, drafts } = chat(
      outMessage({ ref, place: { chat: 'slack', channel: 'C1', thread: '1.0' } }),
    );
    await tell();
    expect(drafts[0]?.place).toEqual({ chat: 'slack', channel: ref.split('/')[0], thread });
  });

  it('is left to the process that told it first', async () => {
    const { tell, drafts, owed } = chat(outMessage({ ref: 'C1/1.1' }), null);
    await tell();
    expect(drafts).toHaveLength(1);
    expect(owed).toEqual([]);
  });

  it.each([
    ['there is no card', null],
    ['the card is nowhere', outMessage({ ref: null })],
    ['the card was given to its asker alone', outMessage({ ref: 'response' })],
  ])('is only logged where %s', async (_, card) => {
    const { tell, drafts, owed, lines } = chat(card);
    await tell();
    expect([drafts, owed]).toEqual([[], []]);
    expect(lines).toMatchObject([{ level: 'info', fields: { topic: 'vm web1: running to crashed' } }]);
  });
});
