import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { keptLine, mayBeKept, resumableLine, unreadLine } from '../../../src/command/kept-line.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';

const registry = createRegistry(commands);

describe('a line that was read', () => {
  it.each([
    ['/vm list', '/vm list'],
    ['/máquina borrar web1 —sí', '/vm delete web1 --yes'],
    ['labvm: `vm create tiny` --memoria=1G', '/vm create tiny --memory 1G'],
    ['/help vm lst', '/help vm lst'],
    ['/my key add ssh-ed25519 AAAA ana@laptop', '/my key add ssh-ed25519 AAAA ana@laptop'],
  ])('%s is kept as %s, and read as the same by whoever goes on with it', (line, kept) => {
    const read = parseLine(line, registry);
    expect(keptLine(read)).toBe(kept);
    expect(resumableLine(read)).toBe(kept);
    expect(parseLine(kept, registry)).toEqual(read);
    expect(mayBeKept(line, registry)).toBe(true);
  });

  it.each([
    ['/vm type web1 hunter2', '/vm type web1 …'],
    ['/labvm vm type web1 hunter2', '/vm type web1 …'],
    ['@labvm: `vm type web1 hunter2`', '/vm type web1 …'],
    ['```sh\n/vm type web1 hunter2\n```', '/vm type web1 …'],
    ['/vm "type" web1 hunter2', '/vm type web1 …'],
    ['/máquina Teclear web1 hunter2 --teclado español', '/vm type web1 … --layout español'],
    ['vm escribir --no-enter web1 "hunter2 b"', '/vm type web1 … --no-enter'],
    ['/vm ty\u200bpe web1 hunter2', '/vm type web1 …'],
    ['/vm create debian —user-data "password: hunter2"', '/vm create debian --user-data …'],
    ['/vm create debian -User-Data "password: hunter2"', '/vm create debian --user-data …'],
    ['/vm create debian --cloud-config "password: hunter2" x', '/vm create debian x --user-data …'],
    ['/vm create debian --user\u200b-data `a: hunter2`', '/vm create debian --user-data …'],
    [
      '/image add https://ana:hunter2@example.org/x.iso --as x',
      '/image add https://…@example.org/x.iso --as x',
    ],
    ['/my key add -----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n', '/my key add "-----BEGIN PRIVATE KEY …"'],
    ['/my key add b3BlbnNzaC1rZXktdjEAAAAABhunter2', '/my key add BEGIN PRIVATE KEY …'],
    ['/my key add PuTTY… Private-Lines: 1 hunter2', '/my key add PuTTY… Private-Lines: …'],
    ['/help -----BEGIN OPENSSH PRIVATE KEY----- hunter2', '/help …'],
    ['/help vm type web1 hunter2', '/help …'],
  ])('%j is kept as %s, and not to be gone on with', (line, kept) => {
    const read = parseLine(line, registry);
    expect(keptLine(read)).toBe(kept);
    expect(resumableLine(read)).toBeNull();
    expect(mayBeKept(line, registry)).toBe(false);
  });

  it('is kept without what help was asked for in the midst of', () => {
    const line = '/vm type web1 hunter2 --help';
    expect(keptLine(parseLine(line, registry))).toBe('/help vm type');
    expect(mayBeKept(line, registry)).toBe(false);
  });
});

describe('a line that was not read', () => {
  it.each([
    ['/vm lst', '/vm (7 characters)'],
    ['labvm vm type web1 "hunter2', 'labvm (27 characters)'],
    ['@labvm: vm typ web1 hunter2', '@labvm: (27 characters)'],
    ['/my key add —BEGIN RSA PRIVATE KEY— hunter2', '/my (43 characters)'],
    ['', '… (0 characters)'],
    ['hunter2', '… (7 characters)'],
    ['-----BEGIN RSA PRIVATE KEY----- c2Vj', '… (36 characters)'],
    ['AAAAICIDTPuFr9nzoopzatFbAKN8WLAx0Ay/U8Vym0KapwsH', '… (48 characters)'],
  ])('is kept as its first word and its length: %j as %s', (line, kept) => {
    expect(unreadLine(line)).toBe(kept);
    expect(line === '' || !mayBeKept(line, registry)).toBe(true);
  });
});

it.each(commands.map((one) => [one.path.join(' '), one] as const))(
  'every secret of /%s is declared: a text of any kind says whether it is one',
  (_, { options }) => {
    const open = Object.entries(options).filter(([, { kind }]) => (kind.maxLength ?? 0) > 100);
    for (const [name, { kind }] of open)
      expect(kind.secret === true || kind.kept !== undefined || name === 'key', name).toBe(true);
  },
);
