import type { KnownBlock } from '@slack/types';
import { expect, it } from 'vitest';
import { createWording } from '../../../../adapters/slack/client/wording.ts';
import type { SlackContent, Ways } from '../../../../adapters/slack/content.ts';
import { renderMessage } from '../../../../adapters/slack/render/index.ts';
import { view } from '../../../../src/view/view.ts';

const UNSUPPORTED = '[ERROR] unsupported type: data_table [json-pointer:/blocks/0/type]';
const DAY_MS = 24 * 60 * 60 * 1000;

const list = (name: string) =>
  renderMessage(
    view({
      parts: [
        { kind: 'table', columns: [{ label: 'Name' }], rows: [[name]], empty: 'none' },
        { kind: 'fields', fields: [{ label: 'In all', value: '1' }] },
      ],
    }),
    'en',
  );

/** Refuses a message as often as it can be said otherwise. @returns what each attempt was drawn with */
function refusedAgain(content: SlackContent, wording = createWording(), why?: string) {
  const seen: string[] = [];
  let put: string | null = null;
  do {
    const sent = wording.body(content, put);
    seen.push((sent.blocks ?? []).map(({ type }) => type).join(' '));
    put = wording.plainer(content, sent, { wording: put, isShown: false, ...(why ? { why } : {}) });
  } while (put !== null);
  return seen;
}

const ALL = ['data_table rich_text', 'table rich_text', 'rich_text rich_text', 'section section', ''];

it('a refused message is said plainer until its words alone are left, and no other message with it', () => {
  const wording = createWording();
  expect(refusedAgain(list('web1'), wording)).toEqual(ALL);
  expect(refusedAgain(list('web2'), wording)).toEqual(ALL);
});

it('a kind of block that a workspace does not have is left out of all messages, and tried again after a day', () => {
  let now = 0;
  const wording = createWording(() => now);
  expect(refusedAgain(list('web1'), wording, UNSUPPORTED)).toEqual(ALL);
  expect(refusedAgain(list('web2'), wording)).toEqual(ALL.slice(1));
  now = DAY_MS;
  expect(refusedAgain(list('web2'), wording)).toEqual(ALL);
});

it('nothing is sent again as it was refused', () => {
  const section: readonly KnownBlock[] = [{ type: 'section', text: { type: 'plain_text', text: 'x' } }];
  const ways: Ways = [section, section, section, section];
  const content: SlackContent = { text: 'x', parts: [ways], pictures: [], file: null };
  const why = 'unsupported type: section';
  expect(refusedAgain(content, createWording(), why)).toEqual(['section', '']);
});
