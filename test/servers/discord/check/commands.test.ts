import { describe, expect, it } from 'vitest';
import { checkCommands } from './commands.ts';
import { long, many } from './samples.ts';

const slash = (more: object = {}) => ({ name: 'x', description: 'x', ...more });
const takes = (...options: object[]) => [slash({ options })];
const word = (more: object = {}) => ({ type: 3, name: 'o', description: 'x', ...more });
const sub = (more: object = {}) => ({ type: 1, name: 's', description: 'x', ...more });
const group = (...options: object[]) => ({ type: 2, name: 'g', description: 'x', options });
const choice = (at: number, more: object = {}) => ({ name: `c${at}`, value: `${at}`, ...more });
const es = (name: string) => ({ name_localizations: { 'es-ES': name } });

describe('commands', () => {
  it.each<readonly [string, object[], object[], string]>([
    [
      'how many',
      many(100, (at) => slash({ name: `${at}` })),
      many(101, (at) => slash({ name: `${at}` })),
      '101 of kind 1, at most 100',
    ],
    ['a kind', [slash({ type: 1 })], [slash({ type: 9 })], '9 is no kind of command'],
    ['a name', [slash({ name: 'máquina-1' })], [slash({ name: 'a b' })], 'name: "a b" is no name'],
    ['a name’s length', [slash({ name: long(32) })], [slash({ name: long(33) })], 'is no name'],
    ['lower case', [slash({ name: 'ñ' })], [slash({ name: 'Ñ' })], 'is not in lower case'],
    [
      'a translated name',
      [slash(es('máquina'))],
      [slash(es('Máquina'))],
      'name_localizations.es-ES: "Máquina" is not in lower case',
    ],
    [
      'a language',
      [slash({ name_localizations: { 'es-419': 'y' } })],
      [slash({ name_localizations: { es: 'y' } })],
      '"es" is no language',
    ],
    [
      'a description’s language',
      [slash({ description_localizations: { 'es-ES': 'y' } })],
      [slash({ description_localizations: { 'es-MX': 'y' } })],
      '"es-MX" is no language',
    ],
    [
      'a description',
      [slash({ description: long(100) })],
      [slash({ description: long(101) })],
      'description has 101',
    ],
    ['no description', [slash()], [slash({ description: undefined })], 'description is missing'],
    [
      'a translated description',
      [slash({ description_localizations: { 'es-ES': long(100) } })],
      [slash({ description_localizations: { 'es-ES': long(101) } })],
      'description_localizations.es-ES has 101',
    ],
    [
      'names',
      [slash(), slash({ name: 'y' })],
      [slash(), slash()],
      'commands: the name "x" is there more than once',
    ],
    [
      'names in a language',
      [slash(es('a')), slash({ name: 'y', ...es('b') })],
      [slash(es('y')), slash({ name: 'y' })],
      'the name "y" is there more than once in es-ES',
    ],
    ['names of options', takes(word(), word({ name: 'p' })), takes(word(), word()), 'options: the name "o"'],
    [
      'names of options in a language',
      takes(word(es('a')), word({ name: 'p', ...es('b') })),
      takes(word(es('a')), word({ name: 'p', ...es('a') })),
      'more than once in es-ES',
    ],
    [
      'an option’s name',
      takes(word()),
      takes(word({ name: 'O' })),
      'options[0].name: "O" is not in lower case',
    ],
    ['an option’s description', takes(word()), takes(word({ description: '' })), 'description has 0'],
    ['an option’s type', takes(word({ type: 11 })), takes(word({ type: 12 })), '12 is no type of option'],
    [
      'required first',
      takes(word({ required: true }), word({ name: 'p' })),
      takes(word(), word({ name: 'p', required: true })),
      'options[1]: required after one that is not',
    ],
    [
      'options',
      takes(...many(25, (at) => word({ name: `${at}` }))),
      takes(...many(26, (at) => word({ name: `${at}` }))),
      '26 options, at most 25',
    ],
    [
      'choices',
      takes(word({ choices: many(25, (at) => choice(at)) })),
      takes(word({ choices: many(26, (at) => choice(at)) })),
      '26 choices, at most 25',
    ],
    [
      'choices beside autocomplete',
      takes(word({ choices: [choice(0)] })),
      takes(word({ choices: [choice(0)], autocomplete: true })),
      'choices together with autocomplete',
    ],
    [
      'choices’ names',
      takes(word({ choices: [choice(0), choice(1)] })),
      takes(word({ choices: [choice(0), choice(0)] })),
      'choices: the name "c0"',
    ],
    [
      'a choice’s name',
      takes(word({ choices: [choice(0, { name: long(100) })] })),
      takes(word({ choices: [choice(0, { name: long(101) })] })),
      'name has 101',
    ],
    [
      'a choice’s value',
      takes(word({ choices: [choice(0, { value: long(100) })] })),
      takes(word({ choices: [choice(0, { value: long(101) })] })),
      'value has 101',
    ],
    [
      'a choice’s kind',
      takes(word({ type: 4, choices: [choice(0, { value: 1 })] })),
      takes(word({ type: 4, choices: [choice(0, { value: '1' })] })),
      'value is not a number',
    ],
    [
      'a whole number',
      takes(word({ type: 10, choices: [choice(0, { value: 1.5 })] })),
      takes(word({ type: 4, choices: [choice(0, { value: 1.5 })] })),
      'value is not an integer',
    ],
    [
      'a choice’s language',
      takes(word({ choices: [choice(0, es('y'))] })),
      takes(word({ choices: [choice(0, { name_localizations: { xx: 'y' } })] })),
      '"xx" is no language',
    ],
    [
      'who has choices',
      takes(word({ type: 5 })),
      takes(word({ type: 5, autocomplete: true })),
      'autocomplete: not for this type',
    ],
    [
      'who has bounds',
      takes(word({ type: 4, min_value: 1 })),
      takes(word({ min_value: 1 })),
      'min_value: not for what is no number',
    ],
    [
      'bounds',
      takes(word({ type: 4, min_value: 1, max_value: 1 })),
      takes(word({ type: 4, min_value: 2, max_value: 1 })),
      'min_value is more than max_value',
    ],
    [
      'who has lengths',
      takes(word({ max_length: 6000 })),
      takes(word({ type: 4, max_length: 1 })),
      'max_length: not for what is no text',
    ],
    [
      'lengths',
      takes(word({ min_length: 0 })),
      takes(word({ max_length: 0 })),
      'max_length: 0 is not within',
    ],
    [
      'who has channels',
      takes(word({ type: 7, channel_types: [0] })),
      takes(word({ channel_types: [0] })),
      'channel_types: not for what is no channel',
    ],
    [
      'subcommands',
      takes(sub(), sub({ name: 't' })),
      takes(sub(), word()),
      'subcommands stand beside options',
    ],
    ['groups', takes(group(sub())), takes(group(word())), 'a group holds subcommands and nothing else'],
    ['empty groups', takes(group(sub())), takes(group()), 'a group without subcommands'],
    ['groups in groups', takes(group(sub())), takes(group(group(sub()))), 'a group holds subcommands'],
    [
      'options of subcommands',
      takes(sub({ options: [word()] })),
      takes(sub({ options: [sub()] })),
      'a subcommand holds options',
    ],
    [
      'required in subcommands',
      takes(sub({ options: [word({ required: true })] })),
      takes(sub({ options: [word(), word({ name: 'p', required: true })] })),
      'options[0].options[1]: required after',
    ],
    [
      'options within options',
      takes(word()),
      takes(word({ options: [] })),
      'options: not for an option with a value',
    ],
    ['contexts', [slash({ contexts: [0, 1, 2] })], [slash({ contexts: [3] })], 'contexts: 3 is unknown'],
    [
      'ways of being installed',
      [slash({ integration_types: [0, 1] })],
      [slash({ integration_types: [0, 0] })],
      '0 is there more than once',
    ],
    [
      'what a context menu has',
      [{ type: 2, name: 'Who Is' }],
      [{ type: 2, name: 'Who Is', options: [] }],
      'options: only slash commands',
    ],
    [
      'how many in a context menu',
      many(15, (at) => ({ type: 2, name: `${at}` })),
      many(16, (at) => ({ type: 2, name: `${at}` })),
      '16 of kind 2, at most 15',
    ],
  ])('%s', (_, right, wrong, breach) => {
    expect(checkCommands(right, 'global')).toEqual([]);
    expect(checkCommands(wrong, 'global')).toContainEqual(expect.stringContaining(breach));
  });

  it('count with the longest of their languages', () => {
    // 75 options and 4 subcommands of 100 each, and 1 + 99 of the command: 8000.
    const options = many(25, (at) => word({ name: String.fromCodePoint(97 + at), description: long(99) }));
    const full = ['a', 'b', 'c'].map((name) => sub({ name, description: long(99), options }));
    const counting = (more: object) =>
      slash({
        options: [...full, sub({ name: 'd', description: long(99), ...more })],
        description_localizations: { 'es-ES': long(99) },
      });
    expect(checkCommands([counting({})], 'global')).toEqual([]);
    expect(checkCommands([counting(es('e'))], 'global')).toEqual([]);
    expect(checkCommands([counting(es('ee'))], 'global')).toEqual([
      expect.stringContaining('commands[0] has 8001 characters'),
    ]);
  });

  it.each(['contexts', 'integration_types', 'dm_permission'])('of one server know no %s', (key) => {
    const body = [slash({ [key]: key === 'dm_permission' ? true : [0] })];
    expect(checkCommands(body, 'global')).toEqual([]);
    expect(checkCommands(body, 'guild')).toEqual([`commands[0].${key}: only global commands have it`]);
  });
});
