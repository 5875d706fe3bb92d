import { expect, it } from 'vitest';
import { spoken } from '../../../src/view/spoken.ts';
import { view } from '../../../src/view/view.ts';

const SAID = view({
  title: 'web1',
  parts: [
    { kind: 'text', text: { en: 'Here it is.', es: 'Aquí está.' } },
    {
      kind: 'fields',
      fields: [{ label: { en: 'State', es: 'Estado' }, value: { en: 'on', es: 'encendida' } }],
    },
    { kind: 'table', columns: [{ label: 'A' }, { label: 'B' }], rows: [['one', 'two']], empty: 'none' },
    { kind: 'table', columns: [{ label: 'A' }], rows: [], empty: 'none' },
    {
      kind: 'steps',
      steps: [
        { label: 'Disk', state: 'running', note: '3 MiB', fraction: 0.5 },
        { label: 'Boot', state: 'undone' },
      ],
    },
    { kind: 'code', label: 'Log', text: 'line 1\n\u001b[31mline 2' },
    { kind: 'note', text: ' ' },
  ],
});

it('says a view without columns, signs and empty lines', () => {
  expect(spoken(SAID, 'en').split('\n')).toEqual([
    'web1',
    'Here it is.',
    'State: on',
    'one, two',
    'none',
    'Disk: working, 3 MiB',
    'Boot: undone',
    'Log',
    'line 1',
    'line 2',
  ]);
});

it('says it in Spanish too', () => {
  expect(spoken(SAID, 'es')).toContain('Aquí está.\nEstado: encendida\n');
  expect(spoken(SAID, 'es')).toContain('Disk: en curso, 3 MiB\nBoot: deshecho');
});
