import { describe, expect, it } from 'vitest';
import { say } from '../../../src/base/text.ts';
import { withNames } from '../../../src/chat/names.ts';
import { view } from '../../../src/view/view.ts';

const asked: string[] = [];
const names = {
  people: {
    async of(user: string) {
      asked.push(user);
      return { name: { U1: 'Ana', U2: 'Ben' }[user] ?? user, locale: 'en' as const };
    },
  },
  id: /slack:[A-Z0-9]+:([A-Z0-9]+)/,
};

describe('people stand with their names', () => {
  it('in a title, a sentence, and the question of a button', async () => {
    const shown = await withNames(
      view({
        title: { en: 'web1 of slack:T1:U1', es: 'web1 de slack:T1:U1' },
        parts: [{ kind: 'text', text: 'slack:T1:U1 gave it to slack:T1:U2.' }],
        actions: [
          { label: 'Delete', command: '/vm delete web1', style: 'danger', confirm: 'Delete slack:T1:U2’s?' },
          { label: 'Show', command: '/vm show web1', style: 'plain' },
        ],
      }),
      names,
    );
    expect(shown.title).toEqual({ en: 'web1 of Ana', es: 'web1 de Ana' });
    expect(shown.parts).toEqual([{ kind: 'text', text: 'Ana gave it to Ben.' }]);
    expect(shown.actions.map(({ confirm }) => confirm && say(confirm, 'en'))).toEqual([
      'Delete Ben’s?',
      undefined,
    ]);
  });

  it('where nobody is named nothing is asked, and nothing changes', async () => {
    asked.length = 0;
    const plain = view({ title: 'slack', parts: [{ kind: 'text', text: 'slack:T1: nobody' }] });
    expect(await withNames(plain, names)).toEqual({ ...plain });
    expect(asked).toEqual([]);
  });

  it('but not within another word, nor in the note that tells somebody their own id', async () => {
    const parts = [
      { kind: 'text', text: 'notslack:T1:U1' },
      { kind: 'note', text: 'Your id is slack:T1:U1.' },
      { kind: 'code', text: 'slack:T1:U1' },
    ] as const;
    expect((await withNames(view({ parts }), names)).parts).toEqual(parts);
  });
});
