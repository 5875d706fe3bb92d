import { describe, expect, it } from 'vitest';
import { escapeText, renderMessage } from '../../../../adapters/discord/render/index.ts';
import { errorView } from '../../../../src/view/error-view.ts';
import { view } from '../../../../src/view/view.ts';
import { rowsOf, textsOf } from './said.ts';

const button = (at: number) => ({ label: `B${at}`, command: `/vm show web${at}`, style: 'plain' as const });

describe('a card', () => {
  it('has the address as something to copy', () => {
    const said = view({
      tone: 'good',
      title: 'web1',
      parts: [{ kind: 'fields', fields: [{ label: 'Address', value: '192.168.122.5' }] }],
    });
    expect(textsOf(renderMessage(said, 'en'))).toEqual(['### ✅ web1', '**Address:** `192.168.122.5`']);
  });

  it('has a line for each row of a table, with what each number is', () => {
    const columns = [{ label: 'Name' }, { label: 'Address' }, { label: 'CPU', align: 'right' as const }];
    const rows = [
      ['web_1', '10.0.0.2', '2'],
      ['web2', '', '1'],
    ];
    const said = view({ parts: [{ kind: 'table', columns, rows, empty: '' }] });
    expect(textsOf(renderMessage(said, 'en'))).toEqual([
      '-# Name · Address\n**web\\_1** · `10.0.0.2` · CPU 2\n**web2** · — · CPU 1',
    ]);
  });

  it('is whole for a class of thirty at work', () => {
    const columns = [{ label: 'Machine' }, { label: 'State' }, { label: 'Address' }];
    const rows = Array.from({ length: 30 }, (_, at) => [
      `web-${at}`,
      'Copying the disk 45 %',
      '192.168.122.130',
    ]);
    const said = view({
      tone: 'working',
      title: '3 of 30',
      parts: [{ kind: 'table', columns, rows, empty: '' }],
    });
    const content = renderMessage(said, 'en');
    expect(content.file).toBeNull();
    expect(textsOf(content)[1]?.split('\n')).toHaveLength(31);
  });

  it('says how far a step is, and which are put back', () => {
    const steps = [
      { label: 'Disk', state: 'running' as const, fraction: 0.5 },
      { label: 'Network', state: 'undone' as const, note: '10.0.0.2' },
    ];
    expect(textsOf(renderMessage(view({ parts: [{ kind: 'steps', steps }] }), 'en'))).toEqual([
      '⏳ Disk ▰▰▰▰▰▱▱▱▱▱ 50\u00a0%\n↩️ Network — `10.0.0.2`',
    ]);
  });

  it('lets the time of a step run by itself, but for one that says how far it is', () => {
    const since = Date.UTC(2026, 0, 2) + 900;
    const steps = [
      { label: 'Address', state: 'running' as const, since },
      { label: 'Disk', state: 'running' as const, note: 'waits', since },
      { label: 'Image', state: 'running' as const, fraction: 0, since },
    ];
    const said = (locale: 'en' | 'es') =>
      textsOf(renderMessage(view({ parts: [{ kind: 'steps', steps }] }), locale))[0]?.split('\n');
    expect(said('en')).toEqual([
      '⏳ Address — begun <t:1767312000:R>',
      '⏳ Disk — waits, begun <t:1767312000:R>',
      '⏳ Image ▱▱▱▱▱▱▱▱▱▱ 0\u00a0%',
    ]);
    expect(said('es')?.[0]).toBe('⏳ Address — desde <t:1767312000:R>');
  });

  it('has its sign before its first words where it has no title', () => {
    const said = view({ tone: 'good', parts: [{ kind: 'text', text: 'The key is added.' }] });
    expect(textsOf(renderMessage(said, 'en'))).toEqual(['✅ The key is added.']);
  });

  it('tells a long error in full, and no file is needed', () => {
    const content = renderMessage(errorView({ text: { en: 'so it went '.repeat(40).trim(), es: '' } }), 'en');
    expect(textsOf(content)).toEqual([`❌ ${'so it went '.repeat(40).trim()}`]);
    expect(content.file).toBeNull();
  });

  it('shows the end of a log that is too long, and all of it in the file', () => {
    const text = Array.from({ length: 2000 }, (_, at) => `line-${at}`).join('\n');
    const content = renderMessage(view({ title: 'Máquina 1', parts: [{ kind: 'code', text }] }), 'en');
    expect(textsOf(content)[1]).toMatch(/line-1999\n```$/);
    expect(content.file?.name).toBe('maquina-1.txt');
    expect(content.file?.text).toContain('line-0\n');
  });
});

it('has menus for what no button is left for', () => {
  const actions = Array.from({ length: 40 }, (_, at) => button(at));
  const rows = rowsOf(renderMessage(view({ actions }), 'en'));
  expect(rows.map(({ components }) => components.length)).toEqual([5, 1, 1]);
  expect(rows.slice(1).flatMap(({ components }) => components)).toMatchObject([
    { custom_id: 'menu' },
    { custom_id: 'menu-2' },
  ]);
});

it('has what is done to one of many in menus, and the rest as buttons', () => {
  const names = Array.from({ length: 20 }, (_, at) => `web${at}`);
  const actions = names.flatMap((of) => [
    { label: `Stop ${of}`, command: `/vm stop ${of}`, style: 'plain' as const, of },
    { label: `Delete ${of}`, command: `/vm delete ${of}`, style: 'danger' as const, of },
  ]);
  const retry = { label: 'Retry web9', command: '/vm create tiny web9', style: 'primary' as const };
  const rows = rowsOf(renderMessage(view({ actions: [...actions, retry] }), 'en'));
  expect(rows.map(({ components }) => components)).toMatchObject([
    [{ custom_id: '/vm create tiny web9' }],
    [{ custom_id: 'menu', options: actions.slice(0, 25).map(({ command: value }) => ({ value })) }],
    [{ custom_id: 'menu-2', options: actions.slice(25).map(({ command: value }) => ({ value })) }],
  ]);
});

it('mentions who asked, whom no message calls', () => {
  const own = view({ parts: [{ kind: 'asker', actor: 'discord:42', name: 'ana' }] });
  expect(textsOf(renderMessage(own, 'en'))).toEqual(['-# Asked by <@42>']);
  const other = view({ parts: [{ kind: 'asker', actor: 'slack:T1:U2', name: '@ana' }] });
  expect(textsOf(renderMessage(other, 'es'))).toEqual(['-# Lo pidió \\@ana']);
});

it.each([
  ['<@1> and @everyone', '\\<\\@1\\> and \\@everyone'],
  ['192.168.122.5 (host)', '192.168.122.5 (host)'],
  ['State: on, see :smile:', 'State: on, see \\:smile:'],
  ['1. one', '1\\. one'],
  ['- one', '\\- one'],
])('%j is escaped as %j', (raw, escaped) => {
  expect(escapeText(raw)).toBe(escaped);
});
