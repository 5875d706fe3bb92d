import { expect, it } from 'vitest';
import { mapWords } from '../../../src/view/map-words.ts';
import { type View, view } from '../../../src/view/view.ts';

const WHOLE: View = view({
  tone: 'good',
  title: { en: 'a', es: 'a' },
  parts: [
    { kind: 'text', text: 'a' },
    { kind: 'note', text: { en: 'a', es: 'a' } },
    { kind: 'fields', fields: [{ label: 'a', value: 'a' }] },
    { kind: 'table', columns: [{ label: 'column' }], rows: [['a', { en: 'a', es: 'a' }]], empty: 'a' },
    {
      kind: 'steps',
      steps: [
        { label: 'step', state: 'done', note: 'a' },
        { label: 'step', state: 'waiting' },
      ],
    },
    { kind: 'code', text: 'a' },
  ],
  actions: [
    { label: 'a', command: '/a', style: 'plain' },
    { label: 'a', command: '/a', style: 'danger', confirm: 'a' },
  ],
});

it('reaches every sentence in every language, and neither commands nor what guests said', () => {
  const mapped = mapWords(WHOLE, (text) => text.replaceAll('a', 'b'));
  const expected = JSON.parse(
    JSON.stringify(WHOLE)
      .replaceAll('"a"', '"b"')
      .replace('{"kind":"code","text":"b"}', '{"kind":"code","text":"a"}'),
  );
  expect(mapped).toEqual(expected);
});

it('invents nothing', () => {
  expect(mapWords(view({}), (text) => `${text}!`)).toEqual(view({}));
});
