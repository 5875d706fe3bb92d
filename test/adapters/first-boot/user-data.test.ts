import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { readWhole } from '../../../adapters/file/read-whole.ts';
import { textOfFile } from '../../../adapters/first-boot/file-text.ts';
import { checkUserData } from '../../../adapters/first-boot/user-data.ts';
import { UserError } from '../../../src/base/errors.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

/** As it is delivered. */
const userData = async (given: string) => checkUserData(given);

/** The same of a file of the host. */
const ofFile = async (path: string) => checkUserData(textOfFile(await readWhole(path, 131_074)));

const HEADER = '#cloud-config\n';

const refusal = (text: string) => refused(userData(text));

async function refused(taking: Promise<string>): Promise<UserError> {
  const error = await taking.then(
    (taken) => new Error(`taken: ${taken}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'labvm-user-data-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe('a teacher’s cloud-config', () => {
  test.each([
    ['packages: [htop]', 'packages: [htop]\n'],
    ['#cloud-config\npackages: [htop]\n', 'packages: [htop]\n'],
    ['#cloud-config  \npackages: [htop]', null],
    ['\ufeff#cloud-config\npackages: [htop]\n', 'packages: [htop]\n'],
    ['\ufeff\n\n#cloud-config\r\npackages: [htop]\r\n', 'packages: [htop]\n'],
    ['a: |\r\n  #!/bin/sh\r\n  exit\r\n', 'a: |\n  #!/bin/sh\n  exit\n'],
    ['#Cloud-Config\na: b\n', '#Cloud-Config\na: b\n'],
    ['{ "packages": ["htop"] }', '{ "packages": ["htop"] }\n'],
    [
      "a: 0644\nb: on\nc: 'x\ty'\nd: |\n  all:\n  \tcc x\n",
      "a: 0644\nb: on\nc: 'x\ty'\nd: |\n  all:\n  \tcc x\n",
    ],
    ['a: &x {b: c}\nd:\n  <<: *x\n', 'a: &x {b: c}\nd:\n  <<: *x\n'],
    ["a: 'MIME-Version: 1.0'\n", "a: 'MIME-Version: 1.0'\n"],
  ])('%j is delivered as it was checked', async (text, delivered) => {
    expect(await userData(text)).toBe(delivered === null ? `${text}\n` : HEADER + delivered);
  });

  test('that is a template is delivered as one, and checked as far as it can be known', async () => {
    const template = (body: string) => userData(`\ufeff##template: Jinja\r\n${body}`);
    const first = '## template: jinja\n#cloud-config\n';
    expect(await template('#cloud-config\r\nhostname: {{ v1.local_hostname }}\r\n')).toBe(
      `${first}hostname: {{ v1.local_hostname }}\n`,
    );
    expect(await template('{# two\nlines #}a: "{{ x }}"')).toBe(`${first}{# two\nlines #}a: "{{ x }}"\n`);
    expect((await refusal('## template: jinja\n{# two\nlines #}\na: [{{ x }}')).text.en).toMatch(
      /line [45] is not YAML/,
    );
  });

  test.each([
    ['a: b: c', 'line 1 is not YAML: ', 'la línea 1 no es YAML: '],
    ['#cloud-config\na: b\nc: @d', 'line 3 is not YAML: ', 'la línea 3 no es YAML: '],
    ['a: b\nc: @d', 'line 2 is not YAML: ', 'la línea 2 no es YAML: '],
    ['- a\n- b', 'it must be a cloud-config', 'debe ser un cloud-config'],
    ['#cloud-config packages: [htop]', 'it contains only comments', 'solo contiene comentarios'],
    [`a: ${'x'.repeat(70_000)}`, 'bytes are too many', 'bytes son demasiados'],
    ['#!/bin/sh\r\necho: hi', 'this is a script', 'esto es un script'],
    ['#include\nhttp://x', 'this is a list of addresses', 'esto es una lista de direcciones'],
    ['#cloud-config-archive\n- a: b', 'this is several parts', 'esto es varias partes'],
    ['#cloud-boothook\na: b', 'this is a program', 'esto es un programa'],
    ['MIME-Version: 1.0\nContent-Type: x', 'this is a message', 'esto es un mensaje'],
    ['{"ignition": {"version": "3.3.0"}}', 'a configuration for Ignition', 'una configuración para Ignition'],
    ['\ufeff{"ignition": {}}', 'a configuration for Ignition', 'una configuración para Ignition'],
    ['variant: fcos\nversion: 1.5.0', 'a configuration for Ignition', 'una configuración para Ignition'],
    ['## template: mako\na: b', 'a template of another kind', 'una plantilla de otro tipo'],
    ['#cloud-config\n## template: jinja\na: b', 'must be the first line', 'debe ser la primera línea'],
    ['## template: jinja\na: {% if x %}b{% endif %}', 'a template with {% … %}', 'una plantilla con {% … %}'],
    ['## template: jinja\na: {#b}', 'opens {# and does not close it', 'abre {# y no lo cierra'],
    ['a: b\nc: {{ d }}', 'line 2 has braces or brackets', 'la línea 2 tiene llaves o corchetes'],
    ['a:\tb', 'line 1 contains a tab', 'la línea 1 contiene un tabulador'],
    ['{\n\t"a": 1}', 'line 2 contains a tab', 'la línea 2 contiene un tabulador'],
    ["a: 'x\u0007'", 'cannot read (U+0007)', 'no sabe leer (U+0007)'],
    ['a: x\u2028b: c', 'cannot read (U+2028)', 'no sabe leer (U+2028)'],
    ['a: !foo b', 'contains a tag', 'contiene una etiqueta'],
    ['a: =', '“=” or “<<” on its own', '«=» o «<<» sin más'],
    ['a: <<', '“=” or “<<” on its own', '«=» o «<<» sin más'],
    ['a: 2026-02-30', 'an impossible date', 'una fecha imposible'],
    ['a: *x', 'has no anchor', 'no tiene su ancla'],
    ['a: ñ\nb: "mime-version: 1.0"', 'for an e-mail', 'toma por correo'],
  ])('%.40j is refused with the reason', async (text, en, es) => {
    const error = await refusal(text);
    expect(error).toMatchObject({ code: 'bad-argument', option: 'user-data' });
    expect(error.text.en).toContain(en);
    expect(error.text.es).toContain(es);
    expect(error.hint?.es).not.toBe(error.hint?.en);
  });

  test.each([
    '#!/bin/sh\necho hi',
    '#include\nhttp://x',
    '#cloud-config packages: [htop]',
    '#cloud-config\n## template: jinja\na: b',
    '## template: jinja\n{% set a = 1 %}',
    'a:\tb',
    '{"ignition": {}}',
  ])('%j is in the manual of what goes wrong', async (text) => {
    const { text: said, hint } = await refusal(text);
    for (const words of [said.en, hint?.en ?? '']) expect(troubleDoc).toContain(words.replace(/\.$/, ''));
  });

  test('that unfolds without end is refused, and told as that', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((name, place) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[place]}`).join(',')}]`),
    ];
    const { text } = await refusal(bomb.join('\n'));
    expect(text.en).toContain('expand to more than 100 copies');
    expect(text.es).toContain('dan lugar a más de 100 copias');
  });

  test('of one line that is not YAML says that its line ends are lost', async () => {
    expect((await refusal('packages: [htop] runcmd: [a]')).hint?.en).toMatch(
      /^It arrived as a single line\./,
    );
  });

  test('means to the reader what it says, by YAML 1.1', async () => {
    const taken = await userData('mode: 0644\non: off\n');
    expect(parse(taken, { version: '1.1' })).toEqual({ mode: 0o644, true: false });
  });
});

describe('a file on the host', () => {
  const file = async (bytes: string | Buffer) => {
    const path = join(folder(), 'user.yaml');
    await writeFile(path, bytes);
    return path;
  };

  test.each([
    ['UTF-8', Buffer.from('a: ñ\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeffa: ñ\n')],
    ['the line ends of Windows', Buffer.from('a: ñ\r\n')],
    ['UTF-16', Buffer.from('\ufeffa: ñ\r\n', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\ufeffa: ñ\n', 'utf16le').swap16()],
  ])('in %s is read for somebody at the terminal', async (_what, bytes) => {
    expect(await ofFile(await file(bytes))).toBe(`${HEADER}a: ñ\n`);
  });

  test.each([
    ['gzip', gzipSync('a: b\n'), 'this is a compressed file (gzip)', 'esto es un fichero comprimido (gzip)'],
    [
      'Latin-1',
      Buffer.from('a: ñ\n', 'latin1'),
      'the file is not UTF-8 text',
      'el fichero no es texto en UTF-8',
    ],
    ['zeros', Buffer.alloc(200_000), 'has more than 131074 bytes', 'tiene más de 131074 bytes'],
  ])('in %s is refused', async (_what, bytes, en, es) => {
    const { text } = await refused(ofFile(await file(bytes)));
    expect(text.en).toContain(en);
    expect(text.es).toContain(es);
  });

  test('that is none is refused', async () => {
    expect((await refused(ofFile('/nothing'))).text.en).toContain('cannot be read');
    expect((await refused(ofFile('/dev/zero'))).text.en).toContain('not a regular file');
  });
});
