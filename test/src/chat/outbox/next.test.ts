import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../../src/chat/outbox/entry.ts';
import { nextOf } from '../../../../src/chat/outbox/next.ts';

describe('what is sent next', () => {
  const free = { waitMs: () => 0 };
  const message = (fields: Partial<Turn> & { id: string }): Turn => ({
    way: 'edit',
    isPosted: true,
    channel: 'C1',
    isFinal: false,
    shownAtMs: 0,
    notBeforeMs: 0,
    ...fields,
  });

  it.each([
    ['a post before an edit', [message({ id: 'edit' }), message({ id: 'post', isPosted: false })], 'post'],
    [
      'an end before progress',
      [message({ id: 'now' }), message({ id: 'end', isFinal: true, shownAtMs: 50 })],
      'end',
    ],
    ['the stalest', [message({ id: 'new', shownAtMs: 90 }), message({ id: 'old', shownAtMs: 10 })], 'old'],
    ['what may be sent', [message({ id: 'later', notBeforeMs: 9999 }), message({ id: 'now' })], 'now'],
  ])('is %s', (_, waiting, id) => {
    expect(nextOf(waiting, free, 2000)).toMatchObject({ kind: 'send', message: { id } });
  });

  it('waits as long as the first that may be sent, and for ever where nothing waits', () => {
    const waiting = [message({ id: 'a', notBeforeMs: 5000 }), message({ id: 'b', shownAtMs: 1700 })];
    expect(nextOf(waiting, free, 2000)).toEqual({ kind: 'wait', ms: 700 });
    expect(nextOf([], free, 0)).toEqual({ kind: 'wait', ms: Number.POSITIVE_INFINITY });
  });
});
