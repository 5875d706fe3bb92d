import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
    fc.record({
      label: words,
      command: fc.string({ minLength: 1, maxLength: 100 }),
      style: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
      confirm: words,
    }),
    { maxLength: 30 },
  ),
});

describe('whatever is said', () => {
  it('is taken by Slack in both ways, and can mention nobody', async () => {
    const schemas = await loadSchemas();
    fc.assert(
      fc.property(anyView, fc.constantFrom('en' as const, 'es' as const), (said, locale) => {
        const content = renderMessage(said, locale);
        for (const blocks of [content.blocks, content.plainBlocks]) {
          expect(blockFaults(blocks, MOST.messageBlocks, schemas)).toEqual([]);
          expect(shownText(blocks)).toBeLessThanOrEqual(MOST.allText);
          expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
        }
        expect(content.text.length).toBeGreaterThan(0);
        expect(content.text.length).toBeLessThanOrEqual(4000);
        expect(content.text).not.toMatch(/[<>]|@(channel|here|everyone)/i);
      }),
      { numRuns: 60 },
    );
  });

  it('is never cut: what does not fit is in the file, whole', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line-${at}`);
    const { blocks, file } = renderMessage(
      view({ title: 'web1', parts: [{ kind: 'code', text: lines.join('\n') }] }),
      'en',
    );
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
    const { blocks, file } = renderMessage(said, 'en');
    expect(blockFaults(blocks, MOST.messageBlocks, schemas)).toEqual([]);
    expect(file?.text).toContain('long words '.repeat(400).trim());
  });

  it('needs no file where everything fits', () => {
    expect(
      renderMessage(view({ title: 'web1', parts: [{ kind: 'text', text: 'fits' }] }), 'en').file,
    ).toBeNull();
  });
});

describe('buttons', () => {
  const of = (action: View['actions'][number]) =>
    renderMessage(view({ title: 'x', actions: [action] }), 'en').blocks.find(
      ({ type }) => type === 'actions',
    );

  it('carry their command line', () => {
    expect(of({ label: 'Stop', command: '/vm stop web1', style: 'plain' })).toMatchObject({
      elements: [{ text: { text: 'Stop' }, value: '/vm stop web1' }],
    });
  });

  it('say yes beforehand where Slack asks, once', () => {
    for (const command of ['/vm delete web1', '/vm delete web1 --yes'])
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
