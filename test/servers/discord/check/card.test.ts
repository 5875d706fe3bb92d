import { describe, expect, it } from 'vitest';
import { checkMessage } from './message.ts';
import { button, CREATE, card, long, type MessageCase, many, row, section, text, v2 } from './samples.ts';

const CASES: readonly MessageCase[] = [
  [
    'content beside a card',
    { ...v2(text()), content: null },
    { ...v2(text()), content: 'x' },
    'content: not beside',
  ],
  [
    'embeds beside a card',
    { ...v2(text()), embeds: [] },
    { ...v2(text()), embeds: [{ title: 'x' }] },
    'embeds: not beside',
  ],
  ['a poll beside a card', v2(text()), { ...v2(text()), poll: {} }, 'poll: not beside'],
  ['stickers beside a card', v2(text()), { ...v2(text()), sticker_ids: ['1'] }, 'sticker_ids: not beside'],
  [
    'components nested',
    v2(card(...many(39, () => text()))),
    v2(card(...many(40, () => text()))),
    '41 with the nested ones, at most 40',
  ],
  [
    'accessories are counted',
    v2(...many(13, (at) => section({ accessory: button({}, `${at}`) }))),
    v2(...many(14, (at) => section({ accessory: button({}, `${at}`) }))),
    '42 with the nested ones',
  ],
  [
    'text in all',
    v2(card(text(long(2000))), text(long(2000))),
    v2(card(text(long(2000))), text(long(2001))),
    '4001 characters of text in all',
  ],
  ['one text', v2(text(long(4000))), v2(text(long(4001))), '4001 characters of text in all'],
  ['an empty text', v2(text()), v2(text('')), 'content has 0'],
  ['a blank text', v2(text()), v2(text(' \n')), 'content: blank'],
  ['an empty container', v2(card(text())), v2(card()), 'an empty container'],
  [
    'a container in a container',
    v2(card(text())),
    v2(card(card(text()))),
    'components[0].components[0]: type 17 cannot stand here',
  ],
  ['a button beside rows', v2(row(button())), v2(button()), 'type 2 cannot stand here'],
  [
    'a container’s colour',
    v2({ ...card(text()), accent_color: 0xffffff }),
    v2({ ...card(text()), accent_color: 0x1000000 }),
    'is no colour',
  ],
  [
    'buttons in a card’s row',
    v2(card(row(button()))),
    v2(card(row(...many(6, (at) => button({}, `${at}`))))),
    '6 buttons',
  ],
  [
    'texts in a section',
    v2(section({ components: many(3, () => text()) })),
    v2(section({ components: many(4, () => text()) })),
    '4 texts, 1 to 3',
  ],
  [
    'what a section holds',
    v2(section()),
    v2(section({ components: [row(button({}, 'b'))] })),
    'type 1 cannot stand here',
  ],
  [
    'a section’s accessory',
    v2(section({ accessory: { type: 11, media: { url: 'https://x.example/x.png' } } })),
    v2(section({ accessory: undefined })),
    'accessory: neither a button nor a thumbnail',
  ],
  [
    'media',
    v2({ type: 12, items: [{ media: { url: 'https://x.example/x.png' } }] }),
    v2({ type: 12, items: [] }),
    'items: 0, 1 to 10',
  ],
  [
    'where media are',
    v2({ type: 12, items: [{ media: { url: 'https://x.example/x.png' } }] }),
    v2({ type: 12, items: [{ media: { url: 'attachment://x.png' } }] }),
    'there is no file "x.png"',
  ],
];

describe('a card', () => {
  for (const [name, right, wrong, breach, about = {}] of CASES)
    it(name, () => {
      expect(checkMessage(right, { ...CREATE, ...about })).toEqual([]);
      expect(checkMessage(wrong, { ...CREATE, ...about })).toEqual([expect.stringContaining(breach)]);
    });
});
