import { describe, expect, it } from 'vitest';
import { type Command, command } from '../../../src/command/command.ts';
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
    expect(registry.under('vm')).toEqual([create, list]);
    expect(registry.firstWords).toEqual(['vm', 'help']);
  });

  it('takes options in the order required, optional, named', () => {
    expect(() => createRegistry([sample(['a'], { options: { name, maybe, all } })])).not.toThrow();
  });

  it.each([
    ['the same path twice', [sample(['a', 'b']), sample(['a', 'b'])], 'a b: declared twice'],
    [
      'a command that is a group too',
      [sample(['a']), sample(['a', 'b'])],
      'a b: its first word is a command',
    ],
    ['a path of no word', [sample([])], 'one or two words'],
    ['a path of three words', [sample(['a', 'b', 'c'])], 'one or two words'],
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
