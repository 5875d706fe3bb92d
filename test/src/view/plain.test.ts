import { describe, expect, it } from 'vitest';
import { plainText, viewLines } from '../../../src/view/plain.ts';
import { type View, view } from '../../../src/view/view.ts';

const CARD = view({
  tone: 'good',
  title: 'web',
  parts: [
    {
      kind: 'fields',
      fields: [
        { label: { en: 'State', es: 'Estado' }, value: { en: 'running', es: 'en marcha' } },
        { label: { en: 'Address', es: 'Dirección' }, value: '192.168.150.9' },
        {
          label: { en: 'Login', es: 'Acceso' },
          value: {
            en: 'on the console as root, without a password',
            es: 'en la consola como root, sin contraseña',
          },
        },
      ],
    },
    { kind: 'note', text: { en: 'Stop it: /vm stop web', es: 'Para apagarla: /vm stop web' } },
  ],
});

const STEPS = view({
  tone: 'working',
  title: { en: 'Creating web from tiny', es: 'Se crea web a partir de tiny' },
  parts: [
    {
      kind: 'steps',
      steps: [
        { label: { en: 'Image', es: 'Imagen' }, state: 'done', note: '26 MB' },
        { label: { en: 'Disk and machine', es: 'Disco y máquina' }, state: 'running', fraction: 0.5 },
        { label: { en: 'Start', es: 'Arranque' }, state: 'failed' },
        { label: { en: 'Address', es: 'Dirección' }, state: 'waiting' },
        { label: { en: 'Name', es: 'Nombre' }, state: 'undone' },
      ],
    },
  ],
});

const TABLE = view({
  parts: [
    {
      kind: 'table',
      columns: [
        { label: { en: 'Name', es: 'Nombre' }, whole: true },
        { label: { en: 'What it is', es: 'Qué es' } },
        { label: 'MiB', align: 'right' },
      ],
      rows: [
        ['web', { en: 'The smallest Linux that is good for a lesson', es: 'El Linux más pequeño' }, '128'],
        ['東京-1', 'Debian', '2048'],
      ],
      empty: { en: 'Nothing.', es: 'Nada.' },
    },
  ],
});

const shown = (one: View, width = 60) => `${plainText(one, 'en', width)}\n\n${plainText(one, 'es', width)}`;

describe('a view as plain text', () => {
  it('has fields', () =>
    expect(shown(CARD)).toMatchInlineSnapshot(`
    "web
    State    running
    Address  192.168.150.9
    Login    on the console as root, without a password
    Stop it: /vm stop web

    web
    Estado     en marcha
    Dirección  192.168.150.9
    Acceso     en la consola como root, sin contraseña
    Para apagarla: /vm stop web"
  `));
  it('has fields below their labels on a narrow screen', () =>
    expect(shown(CARD, 20)).toMatchInlineSnapshot(`
      "web
      State
        running
      Address
        192.168.150.9
      Login
        on the console as
        root, without a
        password
      Stop it: /vm stop
      web

      web
      Estado
        en marcha
      Dirección
        192.168.150.9
      Acceso
        en la consola como
        root, sin
        contraseña
      Para apagarla: /vm
      stop web"
    `));
  it('has steps', () =>
    expect(shown(STEPS)).toMatchInlineSnapshot(`
    "Creating web from tiny
    ✓ Image: 26 MB
    ● Disk and machine ██████░░░░░░ 50 %
    ✗ Start
    ○ Address
    ↺ Name

    Se crea web a partir de tiny
    ✓ Imagen: 26 MB
    ● Disco y máquina ██████░░░░░░ 50 %
    ✗ Arranque
    ○ Dirección
    ↺ Nombre"
  `));
  it('has tables whose long columns lose their ends', () =>
    expect(shown(TABLE, 40)).toMatchInlineSnapshot(`
    "Name    What it is                   MiB
    web     The smallest Linux that i…   128
    東京-1  Debian                      2048

    Nombre  Qué es                 MiB
    web     El Linux más pequeño   128
    東京-1  Debian                2048"
  `));
  it('has tables as blocks where the screen is too narrow', () =>
    expect(shown(TABLE, 20)).toMatchInlineSnapshot(`
      "web
        What it is
          The smallest
          Linux that is
          good for a
          lesson
        MiB
          128
      東京-1
        What it is
          Debian
        MiB
          2048

      web
        Qué es  El Linux
                más
                pequeño
        MiB     128
      東京-1
        Qué es  Debian
        MiB     2048"
    `));

  it('says what a table without rows means', () => {
    const [part] = TABLE.parts;
    expect(part?.kind).toBe('table');
    const empty = view({ parts: part?.kind === 'table' ? [{ ...part, rows: [] }] : [] });
    expect(shown(empty)).toBe('Nothing.\n\nNada.');
  });

  it('has code as it is, blanks and all, and breaks nothing but what is too long', () => {
    const code = view({
      parts: [
        { kind: 'code', label: { en: 'It says', es: 'Dice' }, text: 'a  b\n\n   indented, and too long' },
      ],
    });
    expect(plainText(code, 'en', 20)).toBe('It says:\n  a  b\n\n     indented, and t\n  oo long');
  });

  it('says what each stretch is, for chats with colours', () => {
    expect(viewLines(STEPS, 'en', 60).slice(0, 2)).toEqual([
      [{ text: 'Creating web from tiny', role: 'working' }],
      [
        { text: '✓ ', role: 'good' },
        { text: 'Image: 26 MB', role: 'plain' },
      ],
    ]);
  });

  it('draws no bar longer than itself', () => {
    const bar = (fraction: number) =>
      plainText(
        view({ parts: [{ kind: 'steps', steps: [{ label: 'x', state: 'running', fraction }] }] }),
        'en',
        60,
      );
    expect(bar(-1)).toBe('● x ░░░░░░░░░░░░ 0\u00a0%');
    expect(bar(0.333)).toBe('● x ████░░░░░░░░ 33\u00a0%');
    expect(bar(7)).toBe('● x ████████████ 100\u00a0%');
  });
});
