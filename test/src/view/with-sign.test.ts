import { expect, test } from 'vitest';
import { errorView } from '../../../src/view/error-view.ts';
import { viewLines } from '../../../src/view/plain.ts';
import { view } from '../../../src/view/view.ts';
import { withSign } from '../../../src/view/with-sign.ts';

const TEXT = { kind: 'text', text: { en: 'It broke.', es: 'Se rompió.' } } as const;

test('a sign stands before a title', () => {
  expect(withSign(view({ tone: 'good', title: 'web1' })).title).toEqual({ en: '✅ web1', es: '✅ web1' });
});

test('without a title it stands before the first words, and never alone', () => {
  expect(withSign(view({ tone: 'bad', parts: [TEXT] })).parts).toEqual([
    { kind: 'text', text: { en: '❌ It broke.', es: '❌ Se rompió.' } },
  ]);
  const code = view({ tone: 'bad', parts: [{ kind: 'code', text: 'x' }] });
  expect(withSign(code)).toEqual(code);
  expect(withSign(view({ tone: 'bad', title: ' ' })).title).toBe(' ');
  expect(withSign(view({ tone: 'bad', title: { en: 'web1', es: '' } })).title).toEqual({
    en: '❌ web1',
    es: '',
  });
  expect(withSign(view({ title: 'web1' })).title).toBe('web1');
});

test('an error is no headline, and is seen to be one all the same', () => {
  const said = errorView({ text: TEXT.text, hint: { en: 'Wait.', es: 'Espere.' } });
  expect(said.title).toBeUndefined();
  expect(viewLines(said, 'en', 80)).toEqual([
    [{ text: 'It broke.', role: 'bad' }],
    [{ text: 'Wait.', role: 'quiet' }],
  ]);
});
