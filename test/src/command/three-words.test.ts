import { describe, expect, it } from 'vitest';
import { help } from '../../../commands/help.ts';
import { say } from '../../../src/base/text.ts';
import { type Command, command } from '../../../src/command/command.ts';
import { completeLine } from '../../../src/command/complete.ts';
import type { Group } from '../../../src/command/group.ts';
import { flag } from '../../../src/command/kind/flag.ts';
import { named, type Options } from '../../../src/command/option.ts';
import { view } from '../../../src/view/view.ts';
import { PLACE, room } from './support/recording-room.ts';

const WORDS = { en: 'Words', es: 'Palabras' };
const vm: Group = { path: ['vm'], alias: { es: ['máquina'] }, summary: WORDS };
const disk: Group = { path: ['vm', 'disk'], alias: { es: ['disco'] }, summary: WORDS, within: vm };

function sample(path: readonly string[], within: Group, es: string): Command {
  return command<Options>({
    path,
    alias: { es: [es] },
    within,
    summary: WORDS,
    examples: [`/${path.join(' ')}`],
    needs: 'help',
    answer: 'private',
    options: { all: named(flag(), WORDS) },
    run: () => ({ kind: 'say', view: view({ title: path.join(' '), parts: [] }) }),
  });
}

const commands = [
  sample(['vm', 'list'], vm, 'listar'),
  sample(['vm', 'disk', 'add'], disk, 'añadir'),
  sample(['vm', 'disk', 'list'], disk, 'listar'),
  help as Command,
];

describe('a command of three words', () => {
  it.each(['/vm disk add', 'labvm: VM Disk ADD --all', '/máquina disco anadir'])(
    'is carried out: %s',
    async (line) => {
      expect(await room({ commands }).say(line)).toMatchObject({
        kind: 'said',
        view: { title: 'vm disk add' },
      });
    },
  );

  it.each([
    ['/vm disk', ['/vm disk add', '/vm disk list']],
    ['/máquina disco', ['/vm disk add', '/vm disk list']],
    ['/help vm disk', ['/vm disk add', '/vm disk list']],
    ['/vm', ['/vm list', '/vm disk add', '/vm disk list']],
  ])('is told of by the words before it: %s', async (line, labels) => {
    const answer = await room({ commands }).say(line);
    if (answer.kind !== 'said') throw new Error(JSON.stringify(answer));
    const fields = answer.view.parts.flatMap((part) => (part.kind === 'fields' ? part.fields : []));
    expect(fields.map(({ label }) => say(label, 'en'))).toEqual(labels);
  });

  it.each([
    ['/vm disk lst', 'There is no command /vm disk lst.', 'Did you mean /vm disk list?'],
    ['/vm dsk add', 'There is no command /vm dsk.', 'Did you mean /vm disk?'],
    ['/vm disk x', 'There is no command /vm disk x.', 'Its commands: /vm disk add, /vm disk list'],
    ['/help vm disk ad', 'There is no command /vm disk ad.', 'Did you mean /help vm disk add?'],
    ['/add', 'There is no command /add.', 'Did you mean /vm disk add?'],
  ])('is what is meant by %s', async (line, en, hint) => {
    expect(await room({ commands }).say(line)).toMatchObject({ error: { text: { en }, hint: { en: hint } } });
  });

  it.each([
    ['/vm ', ['list', 'disk']],
    ['/vm d', ['disk']],
    ['/vm disk ', ['add', 'list']],
    ['/vm disco a', ['add']],
    ['/vm disk add --', ['--all', '--yes']],
    ['/vm nosuch ', []],
  ])('is completed word by word: %j', async (line, values) => {
    const actor = { id: 'slack:T1:ana', displayName: 'Ana' };
    const partial = { line, actor, place: PLACE, locale: 'en' } as const;
    const { choices } = await completeLine(room({ commands }).world, partial);
    expect(choices.map(({ value }) => value)).toEqual(values);
  });
});
