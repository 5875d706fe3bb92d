import { describe, expect, it } from 'vitest';
import { buttonsInDiscord, shownInDiscord } from '../../../scripts/transcripts/discord-components.ts';
import { asPicked } from '../../../scripts/transcripts/discord-line.ts';
import { quoted } from '../../../scripts/transcripts/markdown.ts';
import { buttonsInSlack, shownInSlack } from '../../../scripts/transcripts/slack-blocks.ts';
import { isAtWork, stepAtWork } from '../../../scripts/transcripts/steps.ts';

const plain = (text: string) => ({ type: 'plain_text', text });

describe('a message of Slack’s as Markdown', () => {
  it('has its title, its steps, its table and its buttons', () => {
    const blocks = [
      { type: 'header', text: plain('web_1') },
      {
        type: 'plan',
        title: 'Creating <web1>',
        tasks: [
          { type: 'task_card', title: 'Disk', status: 'complete' },
          { type: 'task_card', title: 'Start', status: 'in_progress' },
          { type: 'task_card', title: 'Address', status: 'pending' },
        ],
      },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'Name' },
            { type: 'raw_text', text: 'State' },
          ],
          [
            { type: 'raw_text', text: 'web1' },
            { type: 'raw_text', text: 'a|b' },
          ],
        ],
      },
      { type: 'actions', elements: [{ type: 'button', text: plain('Stop'), value: '/vm stop web1' }] },
    ];
    const text = shownInSlack({ text: 'web1', blocks });
    expect(text.split('\n')).toEqual([
      ...['**web\\_1**', '', '**Creating \\<web1>**', '', '- ✓ Disk', '- ● Start', '- ○ Address', ''],
      ...['| Name | State |', '| --- | --- |', '| web1 | a\\|b |', '', '[Stop]'],
    ]);
    expect(stepAtWork(text)).toBe(1);
    expect(isAtWork(text)).toBe(true);
    expect([...buttonsInSlack({ blocks })]).toEqual([['vm stop web1', 'Stop']]);
  });

  it('has its labels in bold and its code as code', () => {
    const section = (...elements: readonly object[]) => ({ type: 'rich_text_section', elements });
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          section({ type: 'text', text: 'State: ', style: { bold: true } }, { type: 'text', text: 'off' }),
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a  b' }] },
        ],
      },
    ];
    expect(shownInSlack({ text: '', blocks })).toBe('**State:** off\n\n```\na  b\n```');
  });

  it('is not guessed where it has what nobody has seen yet', () => {
    expect(() => shownInSlack({ text: '', blocks: [{ type: 'video' }] })).toThrow(/video/);
  });
});

it('a message of Discord’s has its texts, its pictures and its buttons', () => {
  const message = {
    content: '',
    attachments: [],
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: '### web1\n⏳ Start\n-# quiet' },
          { type: 12, items: [{ description: 'Screen of web1' }] },
        ],
      },
      { type: 1, components: [{ type: 2, label: 'Stop', custom_id: 'vm stop web1' }] },
    ],
  };
  const text = shownInDiscord(message);
  expect(text).toBe('### web1\n⏳ Start\n_quiet_\n\n[picture: Screen of web1]\n\n[Stop]');
  expect(stepAtWork(text)).toBe(0);
  expect([...buttonsInDiscord(message)]).toEqual([['vm stop web1', 'Stop']]);
});

it('what is said keeps its lines, and its code as it is', () => {
  expect(quoted('one\ntwo\n\n- list\n```\na\nb\n```').split('\n')).toEqual([
    ...['> one\\', '> two', '>', '> - list', '> ```', '> a', '> b', '> ```'],
  ]);
});

describe('a line as it is picked in Discord', () => {
  const image = { name: 'image', name_localizations: { 'es-ES': 'imagen' } };
  const create = { name: 'create', type: 1, name_localizations: { 'es-ES': 'crear' }, options: [image] };
  const any = { name: 'labvm', options: [{ name: 'command', name_localizations: { 'es-ES': 'comando' } }] };
  const commands = [{ name: 'vm', options: [create] }, any];

  it('has its options by their names, and is shown in the person’s words', () => {
    expect(asPicked('/vm create tiny', commands, 'es-ES')).toEqual({
      typed: '/vm create image:tiny',
      shown: '/vm crear imagen:tiny',
    });
  });

  it('follows labvm’s name where it is none of the commands', () => {
    expect(asPicked('/vm lst', commands, 'es-ES')).toEqual({
      typed: '/labvm command:vm lst',
      shown: '/labvm comando:vm lst',
    });
  });
});
