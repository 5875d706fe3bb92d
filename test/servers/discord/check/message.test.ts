import { describe, expect, it } from 'vitest';
import { checkMessage } from './message.ts';
import { CREATE, embed, file, long, type MessageCase, many, silent, text, v2 } from './samples.ts';

const CASES: readonly MessageCase[] = [
  ['content', { content: long(2000), ...silent }, { content: long(2001), ...silent }, 'content has 2001'],
  [
    'nothing said',
    { content: 'x', ...silent },
    { content: ' ', ...silent },
    'empty: the message says nothing',
  ],
  ['a card without components', v2(text()), v2(), 'empty:'],
  ['allowed_mentions', { content: 'x', ...silent }, { content: 'x' }, 'allowed_mentions: not there'],
  [
    'allowed_mentions.parse',
    { content: 'x', ...silent },
    { content: 'x', allowed_mentions: { parse: ['users'] } },
    'allowed_mentions.parse: not empty',
  ],
  [
    'mentions of some',
    { content: 'x', ...silent },
    { content: 'x', allowed_mentions: { parse: [], users: ['1'] } },
    'allowed_mentions.users: not empty',
  ],
  [
    'a nonce',
    { content: 'x', nonce: long(25), ...silent },
    { content: 'x', nonce: long(26), ...silent },
    'nonce has 26',
  ],
  [
    'flags',
    { content: 'x', flags: 4, ...silent },
    { content: 'x', flags: 64, ...silent },
    'flags: 64 cannot be set here',
  ],
  [
    'flags of an edit',
    { content: 'x', flags: 4, ...silent },
    { content: 'x', flags: 64, ...silent },
    'flags: 64 cannot be set here',
    { kind: 'edit' },
  ],
  [
    'flags of an answer',
    { content: 'x', flags: 64, ...silent },
    { content: 'x', flags: 128, ...silent },
    'flags: 128 cannot be set here',
    { kind: 'callback' },
  ],
  [
    'V2 taken off',
    { components: [text()], ...silent },
    { flags: 0, components: [text()], ...silent },
    'keeps that flag',
    { kind: 'edit', wasV2: true },
  ],
  [
    'content in a V2 message that is edited',
    { content: null, ...silent },
    { content: 'x', ...silent },
    'content: not beside Components V2',
    { kind: 'edit', wasV2: true },
  ],
  [
    'a file',
    v2(file('attachment://x.txt')),
    v2(file('attachment://y.txt')),
    'there is no file "y.txt"',
    { uploaded: ['x.txt'] },
  ],
  [
    'a file elsewhere',
    v2(file('attachment://x.txt')),
    v2(file('https://x.example/x.txt')),
    'is not of attachment://',
    { uploaded: ['x.txt'] },
  ],
  [
    'a file the message has',
    { components: [file('attachment://x.txt')], ...silent },
    { components: [file('attachment://x.txt')], attachments: [], ...silent },
    'there is no file "x.txt"',
    { kind: 'edit', wasV2: true, kept: ['x.txt'] },
  ],
  [
    'attachments and files',
    { ...silent, attachments: [{ id: 0, filename: 'x.txt' }] },
    { ...silent, attachments: [{ id: 0, filename: 'y.txt' }] },
    'filename is "y.txt"',
    { uploaded: ['x.txt'] },
  ],
  [
    'an attachment without a file',
    { ...silent, attachments: [{ id: '0' }] },
    { ...silent, attachments: [{ id: '0' }, { id: '1' }] },
    'no file 1 came with it',
    { uploaded: ['x.txt'] },
  ],
  [
    'a file without an attachment',
    { ...silent, attachments: [{ id: 0 }] },
    { ...silent, attachments: [] },
    'is not among the attachments',
    { uploaded: ['x.txt'] },
  ],
  [
    'an attachment of before',
    { content: 'x', ...silent },
    { content: 'x', ...silent, attachments: [{ id: '1234567890123456' }] },
    'has no file 1234567890123456 yet',
  ],
  [
    'attachments twice',
    { ...silent, attachments: [{ id: 0 }] },
    { ...silent, attachments: [{ id: 0 }, { id: '0' }] },
    'the id 0 is there more than once',
    { uploaded: ['x.txt'] },
  ],
  [
    'embeds',
    { ...silent, embeds: many(10, () => ({ title: 'x' })) },
    { ...silent, embeds: many(11, () => ({ title: 'x' })) },
    'embeds: 11, at most 10',
  ],
  ['an embed’s title', embed({ title: long(256) }), embed({ title: long(257) }), 'title has 257'],
  [
    'an embed’s description',
    embed({ description: long(4096) }),
    embed({ description: long(4097) }),
    'description has 4097',
  ],
  [
    'an embed’s footer',
    embed({ footer: { text: long(2048) } }),
    embed({ footer: { text: long(2049) } }),
    'footer.text has 2049',
  ],
  [
    'an embed’s author',
    embed({ author: { name: long(256) } }),
    embed({ author: { name: long(257) } }),
    'author.name has 257',
  ],
  [
    'an embed’s fields',
    embed({ fields: many(25, () => ({ name: 'x', value: 'x' })) }),
    embed({ fields: many(26, () => ({ name: 'x', value: 'x' })) }),
    'fields: 26',
  ],
  [
    'a field’s name',
    embed({ fields: [{ name: long(256), value: 'x' }] }),
    embed({ fields: [{ name: long(257), value: 'x' }] }),
    'fields[0].name has 257',
  ],
  [
    'a field’s value',
    embed({ fields: [{ name: 'x', value: long(1024) }] }),
    embed({ fields: [{ name: 'x', value: long(1025) }] }),
    'fields[0].value has 1025',
  ],
  [
    'embeds in all',
    { ...silent, embeds: many(2, () => ({ description: long(3000) })) },
    { ...silent, embeds: many(2, () => ({ description: long(3001) })) },
    '6002 characters in all',
  ],
];

describe('a message', () => {
  for (const [name, right, wrong, breach, about = {}] of CASES)
    it(name, () => {
      expect(checkMessage(right, { ...CREATE, ...about })).toEqual([]);
      expect(checkMessage(wrong, { ...CREATE, ...about })).toEqual([expect.stringContaining(breach)]);
    });

  it.each(['with space.txt', 'ñ.txt', '.txt'])('has files with plain names, not %j', (name) => {
    const said = checkMessage({ content: 'x', ...silent }, { ...CREATE, uploaded: [name] });
    expect(said).toEqual([expect.stringContaining('is not a plain name')]);
  });
});
