import { describe, expect, it } from 'vitest';
import { checkMessage } from './message.ts';
import {
  button,
  CREATE,
  card,
  link,
  long,
  type MessageCase,
  many,
  option,
  plain,
  row,
  select,
  text,
  v2,
} from './samples.ts';

const CASES: readonly MessageCase[] = [
  [
    'rows',
    plain(...many(5, (at) => row(button({}, `${at}`)))),
    plain(...many(6, (at) => row(button({}, `${at}`)))),
    '6 rows, at most 5',
  ],
  [
    'buttons in a row',
    plain(row(...many(5, (at) => button({}, `${at}`)))),
    plain(row(...many(6, (at) => button({}, `${at}`)))),
    '6 buttons, at most 5',
  ],
  ['an empty row', plain(row(button())), plain(row()), 'components[0]: an empty row'],
  ['selects in a row', plain(row(select())), plain(row(select(), select({ custom_id: 't' }))), '2 selects'],
  [
    'a select beside a button',
    plain(row(select())),
    plain(row(select(), button())),
    'a select beside buttons',
  ],
  [
    'options',
    plain(row(select({ options: many(25, option) }))),
    plain(row(select({ options: many(26, option) }))),
    '26, 1 to 25',
  ],
  ['no options', plain(row(select())), plain(row(select({ options: [] }))), 'options: 0, 1 to 25'],
  [
    'values of options',
    plain(row(select({ options: [option(1), option(2)] }))),
    plain(row(select({ options: [option(1), option(1)] }))),
    'the value "v1" is there more than once',
  ],
  [
    'an option’s label',
    plain(row(select({ options: [option(0, { label: long(100) })] }))),
    plain(row(select({ options: [option(0, { label: long(101) })] }))),
    'options[0].label has 101',
  ],
  [
    'an option’s value',
    plain(row(select({ options: [option(0, { value: long(100) })] }))),
    plain(row(select({ options: [option(0, { value: long(101) })] }))),
    'options[0].value has 101',
  ],
  [
    'an option’s description',
    plain(row(select({ options: [option(0, { description: long(100) })] }))),
    plain(row(select({ options: [option(0, { description: '' })] }))),
    'options[0].description has 0',
  ],
  [
    'what is chosen',
    plain(row(select({ options: [option(0, { default: true })] }))),
    plain(row(select({ options: many(2, (at) => option(at, { default: true })) }))),
    '2 are chosen, at most 1',
  ],
  [
    'how many are chosen',
    plain(row(select({ max_values: 1 }))),
    plain(row(select({ max_values: 2 }))),
    'there are not so many options',
  ],
  [
    'a placeholder',
    plain(row(select({ placeholder: long(150) }))),
    plain(row(select({ placeholder: long(151) }))),
    'placeholder has 151',
  ],
  [
    'a custom_id',
    plain(row(button({}, long(100)))),
    plain(row(button({}, long(101)))),
    'custom_id has 101 characters, at most 100',
  ],
  [
    'an empty custom_id',
    plain(row(button())),
    plain(row(button({}, ''))),
    'custom_id has 0 characters, at least 1',
  ],
  [
    'custom_ids',
    plain(row(button(), button({}, 'b'))),
    plain(row(button()), row(button())),
    'the custom_id "a" is there more than once',
  ],
  [
    'ids',
    plain(row(button({ id: 1 }), button({ id: 2 }, 'b'))),
    plain(row(button({ id: 1 }), button({ id: 1 }, 'b'))),
    'the id 1 is there more than once',
  ],
  [
    'an id’s size',
    v2({ ...text(), id: 2 ** 31 - 1 }),
    v2({ ...text(), id: 2 ** 31 }),
    'components[0].id: 2147483648',
  ],
  [
    'a label',
    plain(row(button({ label: long(80) }))),
    plain(row(button(), button({}, 'b'), button({ label: long(81) }, 'c'))),
    'components[0].components[2]: label has 81 characters, at most 80',
  ],
  [
    'neither label nor emoji',
    plain(row(button({ label: undefined, emoji: { name: '🙂' } }))),
    plain(row(button({ label: undefined }))),
    'neither label nor emoji',
  ],
  ['a style', plain(row(button({ style: 4 }))), plain(row(button({ style: 9 }))), 'style: 9 is no style'],
  [
    'a link with custom_id',
    plain(row(link())),
    plain(row(link({ custom_id: 'x' }))),
    'custom_id: not for a link button',
  ],
  ['a link without url', plain(row(link())), plain(row(link({ url: undefined }))), 'url is missing'],
  ['a link’s url', plain(row(link())), plain(row(link({ url: 'ftp://x.example' }))), 'url: not of http'],
  [
    'a url on a button',
    plain(row(button())),
    plain(row(button({ url: 'https://x.example' }))),
    'url: only for a link button',
  ],
  [
    'a premium button',
    plain(row({ type: 2, style: 6, sku_id: '1' })),
    plain(row({ type: 2, style: 6, sku_id: '1', label: 'x' })),
    'label: not for a premium button',
  ],
  ['a card without the flag', plain(row(button())), plain(card(text())), 'type 17 is no action row'],
  [
    'a text input',
    plain(row(button())),
    plain(row({ type: 4, custom_id: 'x', style: 1 })),
    'holds neither buttons nor a select',
  ],
  [
    'no type',
    plain(row(button())),
    plain({ components: [button()] }),
    'components[0]: type undefined is no action row',
  ],
];

describe('what is pressed in a message', () => {
  for (const [name, right, wrong, breach, about = {}] of CASES)
    it(name, () => {
      expect(checkMessage(right, { ...CREATE, ...about })).toEqual([]);
      expect(checkMessage(wrong, { ...CREATE, ...about })).toEqual([expect.stringContaining(breach)]);
    });
});
