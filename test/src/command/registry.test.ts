import { describe, expect, it } from 'vitest';
import { type Command, command } from '../../../src/command/command.ts';
import type { Group } from '../../../src/command/group.ts';
import { commandPath } from '../../../src/command/kind/command-path.ts';
import { flag } from '../../../src/command/kind/flag.ts';
import { named, type Options, positional } from '../../../src/command/option.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { view } from '../../../src/view/view.ts';
import { newVmName } from '../../../src/vm/options/new-name.ts';

const WORDS = { en: 'Words', es: 'Palabras' };

function sample(path: readonly string[], more: Partial<Command> = {}): Command {
  return command<Options, never>({
    path,
    summary: WORDS,
    examples: ['/x'],
    needs: 'help',
    answer: 'private',
    options: {},
    run: () => ({ kind: 'say', view: view({ parts: [] }) }),
    ...more,
  });
}

function group(path: readonly string[]): Group {
  return { path, summary: WORDS };
}

const name = positional(newVmName(), WORDS);
const maybe = positional.optional(newVmName(), WORDS);
const all = named(flag(), WORDS);
const rest = positional.optional(commandPath(), WORDS);

describe('createRegistry', () => {
  it('finds commands by their path, and by its first word', () => {
    const [create, list, help] = [sample(['vm', 'create']), sample(['vm', 'list']), sample(['help'])];
    const registry = createRegistry([create, list, help]);
    expect(registry.find(['vm', 'list'])).toBe(list);
    expect(registry.find(['vm'])).toBeNull();
    expect(registry.find(['__proto__'])).toBeNull();
    expect(registry.under(['vm'])).toEqual([create, list]);
    expect(registry.firstWords).toEqual(['vm', 'help']);
  });

  it('takes options in the order required, optional, named', () => {
    expect(() => createRegistry([sample(['a'], { options: { name, maybe, all } })])).not.toThrow();
  });

  it.each([
    ['the same path twice', [sample(['a', 'b']), sample(['a', 'b'])], 'a b: declared twice'],
    ['a command that is a group too', [sample(['a']), sample(['a', 'b'])], 'a b: a is a command of its own'],
    [
      'a group that is a command too',
      [sample(['a', 'b', 'c']), sample(['a', 'b'])],
      'a b c: a b is a command of its own',
    ],
    [
      'two words of one level that sound alike',
      [sample(['a', 'b'], { alias: { es: ['ver'] } }), sample(['a', 'c'], { alias: { es: ['vér'] } })],
      'a c: ver is a word of b',
    ],
    [
      'a group that is not its own',
      [sample(['a', 'b'], { within: group(['c']) })],
      'not stand in the group c',
    ],
    [
      'a group that is declared twice',
      [sample(['a', 'b'], { within: group(['a']) }), sample(['a', 'c'], { within: group(['a']) })],
      'a c: a is declared twice',
    ],
    ['a path of no word', [sample([])], 'one to 3 words'],
    ['a path of four words', [sample(['a', 'b', 'c', 'd'])], 'one to 3 words'],
    ['a word with a capital', [sample(['Vm'])], 'the word Vm'],
    ['a command without example', [sample(['a'], { examples: [] })], 'needs an example'],
    ['a long summary', [sample(['a'], { summary: { en: 'x', es: 'y'.repeat(101) } })], 'longer than 100'],
    ['an empty summary', [sample(['a'], { summary: { en: 'x', es: '' } })], 'without words'],
    ['positional after named', [sample(['a'], { options: { all, name } })], 'the option name stands after'],
    [
      'required after optional',
      [sample(['a'], { options: { maybe, name } })],
      'the option name stands after',
    ],
    ['words after the rest', [sample(['a'], { options: { rest, all } })], 'must be the last one'],
    ['an option called yes', [sample(['a'], { options: { yes: all } })], 'belongs to every command'],
    [
      'an option called yes in Spanish',
      [sample(['a'], { options: { of: { ...all, alias: { es: ['sí'] } } } })],
      'belongs to every command',
    ],
    [
      'two options of one name',
      [sample(['a'], { options: { size: { ...all, alias: { es: ['talla'] } }, talla: all } })],
      'two options are called talla',
    ],
    ['an option with a capital', [sample(['a'], { options: { maxSize: all } })], 'the option maxSize'],
    [
      'more options than Discord takes',
      [sample(['a'], { options: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`o${n}`, all])) })],
      'more than 25 options',
    ],
  ])('refuses %s', (_, commands, message) => {
    expect(() => createRegistry(commands)).toThrow(TypeError);
    expect(() => createRegistry(commands)).toThrow(message);
  });
});

describe('follow', () => {
  const disk: Group = { path: ['vm', 'disk'], alias: { es: ['disco'] }, summary: WORDS };
  const within: Group = { path: ['vm'], alias: { es: ['máquina', 'mv'] }, summary: WORDS };
  const add = sample(['vm', 'disk', 'add'], { alias: { es: ['añadir'] }, within: { ...disk, within } });
  const remove = sample(['vm', 'delete'], { alias: { en: ['remove'], es: ['borrar'] }, within });
  const registry = createRegistry([add, remove, sample(['help'], { alias: { es: ['ayuda'] } })]);

  it.each([
    [['vm', 'disk', 'add', 'web1'], 'vm disk add'],
    [['Máquina', 'DISCO', 'anadir'], 'vm disk add'],
    [['mv', 'borrar'], 'vm delete'],
    [['vm', 'remove'], 'vm delete'],
    [['ayuda', 'vm'], 'help'],
  ])('finds the command of %j', (words, path) => {
    expect(registry.follow(words)).toMatchObject({
      path: path.split(' '),
      command: { path: path.split(' ') },
    });
  });

  it.each([
    [['vm'], ['vm'], ['disk', 'delete']],
    [['vm', 'disk', 'nosuch'], ['vm', 'disk'], ['add']],
    [['nosuch', 'vm'], [], ['vm', 'help']],
    [['constructor', '__proto__'], [], ['vm', 'help']],
  ])('goes as far as %j leads', (words, path, next) => {
    expect(registry.follow(words)).toEqual({ path, command: null, next });
  });

  it('says the English for a Spanish word, and for a word of its own that word', () => {
    expect(['disco', 'añadir', 'mv', 'tostar', 'constructor'].map(registry.english)).toEqual([
      'disk',
      'add',
      'vm',
      'tostar',
      'constructor',
    ]);
  });
});
