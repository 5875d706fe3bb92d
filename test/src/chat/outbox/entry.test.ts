import { describe, expect, it } from 'vitest';
import { createEntry, refOf, turnOf, type Where, wayOf, whereOf } from '../../../../src/chat/outbox/entry.ts';
import { view } from '../../../../src/view/view.ts';
import { createFakeChat, FAKE_HAND_OVER_MS, FAKE_LIFE_MS } from '../../../fakes/chat-client.ts';
import { outMessage } from '../support/messages.ts';

/** As the versions before wrote it, in Slack and in Discord. */
const REFS: readonly (readonly [string, Where])[] = [
  ['C1/1712345678.000100', { kind: 'message', channel: 'C1', message: '1712345678.000100' }],
  ['response', { kind: 'told' }],
  ['345678901234567890/445678901234567890', placed('message')],
  ['345678901234567890/445678901234567890/answer', placed('answer')],
];

function placed(kind: 'message' | 'answer'): Where {
  return { kind, channel: '345678901234567890', message: '445678901234567890' };
}

describe('what the store keeps of where a message is', () => {
  it.each(REFS)('%s is read as it was written, and written as it was read', (ref, where) => {
    expect(whereOf(ref)).toEqual(where);
    expect(refOf(where)).toBe(ref);
  });

  it('is nothing where it was never shown', () => {
    expect(whereOf(null)).toBeNull();
  });
});

describe('the next step', () => {
  const at = (ms: number) => ({ wallMs: ms, monotonicMs: ms });
  const state = (revision: number, final: boolean) => ({ revision, final, view: view({}) });
  const first = createFakeChat({ answers: 'first' }).client;
  const reply = { user: 'U1', at: 0 };

  it.each([
    [0, 'answer'],
    [FAKE_LIFE_MS - FAKE_HAND_OVER_MS, 'edit'],
    [FAKE_LIFE_MS, 'edit'],
  ] as const)('of an answer after %i ms is an %s', (ms, way) => {
    const entry = createEntry(outMessage({ reply, ref: 'C1/m1/answer' }), first);
    expect(wayOf(entry, first, ms)).toBe(way);
  });

  it('of what was never shown is an answer while there is a way to one, and a post after that', () => {
    const entry = createEntry(outMessage({ reply }), first);
    expect(wayOf(entry, first, FAKE_LIFE_MS - 1)).toBe('answer');
    expect(wayOf(entry, first, FAKE_LIFE_MS)).toBe('post');
  });

  it('is none while one is being taken, nor where the newest state was shown', () => {
    const entry = createEntry(outMessage({ ref: 'C1/m1', shownRevision: 3 }), first);
    expect(turnOf(entry, first, at(0))).toBeNull();
    entry.state = state(3, false);
    expect(turnOf(entry, first, at(0))).toBeNull();
    entry.state = state(4, false);
    expect(turnOf(entry, first, at(0))).toMatchObject({ way: 'edit', isPosted: true, isFinal: false });
    entry.isBusy = true;
    expect(turnOf(entry, first, at(0))).toBeNull();
  });

  it('is no hand-over of what has ended', () => {
    const entry = createEntry(outMessage({ reply, ref: 'C1/m1/answer', shownRevision: 3 }), first);
    entry.state = state(3, true);
    expect(turnOf(entry, first, at(0))).toBeNull();
  });
});
