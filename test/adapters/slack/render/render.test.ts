import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWording } from '../../../../adapters/slack/client/wording.ts';
import { escapeText, renderMessage } from '../../../../adapters/slack/render/index.ts';
import type { Part, View } from '../../../../src/view/view.ts';
import { view } from '../../../../src/view/view.ts';
import { blockFaults, shownText } from '../../../servers/slack/check-blocks.ts';
import { MOST } from '../../../servers/slack/limits.ts';
import { loadSchemas } from '../../../servers/slack/schemas.ts';

const HOSTILE = [
  '<!channel>',
  '@everyone',
  '<https://x.example|y>',
  '*b* _i_ ~s~ `c`',
  '\u202e\u0007\u200b',
  '&amp;',
  '',
  ' ',
];
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.integer({ min: 100, max: 9000 }).map((length) => 'long words '.repeat(length / 11)),
);
const words = fc.oneof(text, fc.record({ en: text, es: text }));

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('note' as const), text: words }),
  fc.record({ kind: fc.constant('asker' as const), actor: text, name: text }),
  fc.record({
    kind: fc.constant('link' as const),
    label: words,
    url: fc.constantFrom('https://lab.example/open#x', 'http://127.0.0.1:8080/open#y'),
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    alt: words,
    png: fc.constant('iVBORw0KGgo='),
    width: fc.nat(5000),
    height: fc.nat(5000),
    size: fc.constantFrom('full' as const, 'thumbnail' as const),
  }),
  fc.record({ kind: fc.constant('code' as const), text }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: words, value: words }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('steps' as const),
    steps: fc.array(
      fc.record({
        label: words,
        state: fc.constantFrom(
          'waiting' as const,
          'running' as const,
          'done' as const,
          'failed' as const,
          'undone' as const,
        ),
        note: words,
        fraction: fc.double({ min: -1, max: 2, noNaN: true }),
      }),
      { maxLength: 8 },
    ),
  }),
  fc.integer({ min: 1, max: 24 }).chain((width) =>
    fc.record({
      kind: fc.constant('table' as const),
      columns: fc.array(fc.record({ label: words }), { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(words, { minLength: width, maxLength: width }), { maxLength: 130 }),
      empty: words,
    }),
  ),
);

const anyView: fc.Arbitrary<View> = fc.record({
  tone: fc.constantFrom(
    'plain' as const,
    'working' as const,
    'good' as const,
    'warning' as const,
    'bad' as const,
  ),
  title: words,
  parts: fc.array(part, { maxLength: 6 }),
  actions: fc.array(
    fc
      .record({
        label: words,
        command: fc.string({ minLength: 1, maxLength: 100 }),
        style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
        confirm: words,
        of: fc.constantFrom(null, 'web1', 'web2', 'x'.repeat(31)),
      })
      .map(({ of, ...action }) => (of === null ? action : { ...action, of })),
    { maxLength: 30 },
  ),
});

const anyKinds = fc.subarray(['plan', 'data_table', 'table', 'rich_text']);

/** What a message is drawn with: in its best way, or in one that a workspace takes. */
function blocksOf(said: View, wording = '0', locale: 'en' | 'es' = 'en') {
  return createWording().body(renderMessage(said, locale), wording).blocks ?? [];
}

describe('whatever is said', () => {
  it('is taken by Slack in both ways, and can mention nobody', async () => {
    const schemas = await loadSchemas();
    fc.assert(
      fc.property(
        anyView,
        fc.constantFrom('en' as const, 'es' as const),
        anyKinds,
        (said, locale, lacking) => {
          const content = renderMessage(said, locale);
          const wording = createWording();
          for (const type of lacking) wording.lacks(type);
          for (const level of ['0', '1', '2', '3']) {
            const { blocks = [] } = wording.body(content, level);
            expect(blockFaults(blocks, MOST.messageBlocks, schemas)).toEqual([]);
            expect(shownText(blocks)).toBeLessThanOrEqual(MOST.allText);
            expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
          }
          expect(content.text.length).toBeGreaterThan(0);
          expect(content.text.length).toBeLessThanOrEqual(4000);
          expect(content.text).not.toMatch(/[<>]|@(channel|here|everyone)/i);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is never cut: what does not fit is in the file, whole', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line-${at}`);
    const said = view({ title: 'web1', parts: [{ kind: 'code', text: lines.join('\n') }] });
    const blocks = blocksOf(said);
    const { file } = renderMessage(said, 'en');
    expect(JSON.stringify(blocks)).toContain('line-2999');
    expect(JSON.stringify(blocks)).toContain('the file contains all of it');
    expect(file).toMatchObject({ name: 'web1.txt' });
    for (const line of lines) expect(file?.text).toContain(line);
  });

  it.each([
    ['a title', view({ title: 'long words '.repeat(400) })],
    [
      'a step',
      view({ parts: [{ kind: 'steps', steps: [{ label: 'long words '.repeat(400), state: 'done' }] }] }),
    ],
  ])('is whole in the file where %s is longer than Slack takes', async (_, said) => {
    const schemas = await loadSchemas();
    const { file } = renderMessage(said, 'en');
    expect(blockFaults(blocksOf(said), MOST.messageBlocks, schemas)).toEqual([]);
    expect(file?.text).toContain('long words '.repeat(400).trim());
  });

  it('needs no file where everything fits', () => {
    expect(
      renderMessage(view({ title: 'web1', parts: [{ kind: 'text', text: 'fits' }] }), 'en').file,
    ).toBeNull();
  });
});

it.each([
  ['a title, before it', view({ tone: 'bad', title: 'web1' }), ['❌ web1']],
  [
    'a text, before it',
    view({ tone: 'bad', parts: [{ kind: 'text', text: 'It broke.' }] }),
    ['❌ It broke.'],
  ],
  ['neither, nowhere', view({ tone: 'bad', parts: [{ kind: 'note', text: 'Wait.' }] }), ['Wait.']],
  [
    'a plan, in its title',
    view({ tone: 'working', title: 'Creating', parts: [{ kind: 'steps', steps: [] }] }),
    ['⏳ Creating'],
  ],
])('has its sign where it has %s', (_, said, texts) => {
  const found = JSON.stringify(blocksOf(said)).matchAll(/"(?:text|title)":"([^"]+)"/g);
  expect([...found].map(([, text]) => text)).toEqual(texts);
});

it('names who asked and calls nobody', () => {
  const said = view({ parts: [{ kind: 'asker', actor: 'slack:T1:U2', name: 'ana' }] });
  expect(blocksOf(said, '0', 'es')).toEqual([
    {
      type: 'context',
      elements: [{ type: 'plain_text', text: 'Lo pidió @ana', emoji: false }],
    },
  ]);
});

const machines = view({
  title: 'Machines',
  parts: [
    {
      kind: 'table',
      columns: [{ label: 'Name' }, { label: 'CPU', align: 'right' }],
      rows: [
        ['web1', '2'],
        ['web2', 'many'],
      ],
      empty: 'none',
    },
  ],
});

describe('a table', () => {
  it('can be sorted: its numbers are numbers', () => {
    expect(blocksOf(machines)).toMatchObject([
      { type: 'header' },
      {
        type: 'data_table',
        caption: 'Machines',
        rows: [
          [{ text: 'Name' }, { type: 'raw_text', text: 'CPU' }],
          [{ text: 'web1' }, { type: 'raw_number', value: 2, text: '2' }],
          [{ text: 'web2' }, { type: 'raw_text', text: 'many' }],
        ],
      },
    ]);
  });

  it('that is refused is an older one, and then text with column under column', () => {
    expect(blocksOf(machines, '1').map(({ type }) => type)).toEqual(['header', 'table']);
    const [, text] = blocksOf(machines, '2');
    expect(text).toMatchObject({ type: 'rich_text', elements: [{ type: 'rich_text_preformatted' }] });
    expect(JSON.stringify(text)).toMatch(/Name +CPU/);
    expect(blocksOf(machines, '3').map(({ type }) => type)).toEqual(['header', 'section']);
  });

  it('stands in a message once: the second is text', () => {
    const [part] = machines.parts;
    const twice = view({ parts: part ? [part, part] : [] });
    expect(blocksOf(twice).map(({ type }) => type)).toEqual(['data_table', 'rich_text']);
  });
});

describe('a title', () => {
  it('is never only a sign, which stands before the first words then', () => {
    const parts = [{ kind: 'text' as const, text: 'It did not work.' }];
    expect(blocksOf(view({ tone: 'bad', parts }))).toMatchObject([
      { type: 'section', text: { text: '❌ It did not work.' } },
    ]);
    const fields = [{ kind: 'fields' as const, fields: [{ label: 'State', value: 'off' }] }];
    expect(blocksOf(view({ tone: 'good', parts: fields })).map(({ type }) => type)).toEqual(['rich_text']);
  });

  it('of steps has its sign, too', () => {
    const steps = [{ kind: 'steps' as const, steps: [{ label: 'Disk', state: 'failed' as const }] }];
    expect(blocksOf(view({ tone: 'bad', title: 'Creating web1', parts: steps }))).toMatchObject([
      { type: 'plan', title: '❌ Creating web1' },
    ]);
  });
});

it.each([
  [view({ title: 'web1' }), 'web1.txt'],
  [{ ...view({ title: 'The log of web1' }), about: 'web1 log' }, 'web1-log.txt'],
  [{ ...view({}), about: 'vm list' }, 'vm-list.txt'],
])('a file is named after what it holds: %#', (said, name) => {
  const long = { ...said, parts: [{ kind: 'text' as const, text: 'long words '.repeat(900) }] };
  expect(renderMessage(long, 'en').file).toMatchObject({ name });
});

describe('buttons', () => {
  it('are a menu where they are many and each is for one of several', async () => {
    const of = (name: string) => [
      { label: `Stop ${name}`, command: `/vm stop ${name}`, style: 'plain' as const, of: name },
      {
        label: `Delete ${name}`,
        command: `/vm delete ${name}`,
        style: 'danger' as const,
        confirm: '?',
        of: name,
      },
    ];
    const retry = { label: 'Retry web9', command: '/vm create tiny web9', style: 'primary' as const };
    const names = Array.from({ length: 8 }, (_, at) => `web${at}`);
    const blocks = blocksOf(view({ title: 'x', actions: [retry, ...names.flatMap(of)] }), '0', 'es');
    expect(blockFaults(blocks, MOST.messageBlocks, await loadSchemas())).toEqual([]);
    const [buttons, menu] = blocks.slice(1);
    expect(buttons).toMatchObject({ elements: [{ type: 'button', value: '/vm create tiny web9' }] });
    expect(menu).toMatchObject({
      elements: [
        {
          type: 'static_select',
          placeholder: { text: 'Hacer algo con una de ellas' },
          option_groups: names.map((name) => ({
            label: { text: name },
            options: [{ value: `/vm stop ${name}` }, { value: `/vm delete ${name}` }],
          })),
        },
      ],
    });
  });

  const of = (action: View['actions'][number]) =>
    blocksOf(view({ title: 'x', actions: [action] })).find(({ type }) => type === 'actions');

  it('carry their command line', () => {
    expect(of({ label: 'Stop', command: '/vm stop web1', style: 'plain' })).toMatchObject({
      elements: [{ text: { text: 'Stop' }, value: '/vm stop web1' }],
    });
  });

  it('say yes beforehand where Slack asks', () => {
    const command = '/vm delete web1';
    expect(of({ label: 'Delete', command, style: 'danger', confirm: 'web1 will go' })).toMatchObject({
      elements: [
        { value: '/vm delete web1 --yes', style: 'danger', confirm: { text: { text: 'web1 will go' } } },
      ],
    });
  });
});

it.each([
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['<!channel>', '&lt;!channel&gt;'],
  ['@channel @here @ana', '@\u2060channel @\u2060here @ana'],
  ['*bold*', '\u2060*bold\u2060*'],
])('%j is escaped as %j', (raw, escaped) => {
  expect(escapeText(raw)).toBe(escaped);
});
