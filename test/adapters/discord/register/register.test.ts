import type { APIApplicationCommandOption } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { applicationCommands } from '../../../../adapters/discord/register/index.ts';
import { commands } from '../../../../commands/index.ts';
import { type Command, command } from '../../../../src/command/command.ts';
import { choice } from '../../../../src/command/kind/choice.ts';
import { flag } from '../../../../src/command/kind/flag.ts';
import { text } from '../../../../src/command/kind/text.ts';
import { named, type Options, positional } from '../../../../src/command/option.ts';
import { view } from '../../../../src/view/view.ts';

const registered = applicationCommands(commands, 'global');

/** What stands at `vm create memory`. */
function at(path: string): APIApplicationCommandOption {
  const [first, ...rest] = path.split(' ');
  let options = registered.find(({ name }) => name === first)?.options;
  let found: APIApplicationCommandOption | undefined;
  for (const word of rest) {
    found = options?.find(({ name }) => name === word);
    options = found && 'options' in found ? found.options : [];
  }
  if (!found) throw new Error(`nothing stands at ${path}`);
  return found;
}

function sample(path: readonly string[], options: Options = {}): Command {
  return command<Options>({
    path,
    summary: { en: 'Words', es: 'Palabras' },
    examples: [`/${path.join(' ')}`],
    needs: 'help',
    answer: 'private',
    options,
    run: () => ({ kind: 'say', view: view({ parts: [] }) }),
  });
}

const SUMMARY = { en: 'Words', es: 'Palabras' };

describe('what is registered', () => {
  it('has first words as commands, in English and in Spanish, and one command for any line', () => {
    expect(
      registered.map(({ name, name_localizations: es }) => [name, es?.['es-ES'], es?.['es-419']]),
    ).toEqual([
      ['vm', 'máquina', 'máquina'],
      ['cd', 'disco', 'disco'],
      ['image', 'imagen', 'imagen'],
      ['host', 'anfitrión', 'anfitrión'],
      ['job', 'trabajo', 'trabajo'],
      ['my', 'mis', 'mis'],
      ['help', 'ayuda', 'ayuda'],
      ['labvm', undefined, undefined],
    ]);
  });

  it('has second words as subcommands, a command of one word with options of its own', () => {
    expect(at('vm create')).toMatchObject({
      type: 1,
      description: 'Create a virtual machine',
      name_localizations: { 'es-ES': 'crear', 'es-419': 'crear' },
      description_localizations: {
        'es-ES': 'Crear una máquina virtual',
        'es-419': 'Crear una máquina virtual',
      },
    });
    expect(at('help command')).toMatchObject({ type: 3, required: false, autocomplete: true });
  });

  it.each([
    ['vm create image', { type: 3, required: true, autocomplete: true }],
    ['vm create cpus', { type: 4, required: false, min_value: 1, max_value: 16 }],
    [
      'vm create memory',
      { type: 3, required: false, name_localizations: { 'es-ES': 'memoria', 'es-419': 'memoria' } },
    ],
    ['vm create firmware', { type: 3, choices: ['bios', 'uefi'].map((name) => ({ name, value: name })) }],
    ['image add sha256', { type: 3, max_length: 100 }],
    ['job list all', { type: 5, required: false }],
    [
      'labvm command',
      { type: 3, required: true, autocomplete: true, name_localizations: { 'es-ES': 'comando' } },
    ],
  ])('has %s as it is declared', (path, so) => expect(at(path)).toMatchObject(so));

  it.each(['vm create firmware', 'vm create bus', 'my key what'])(
    'shows the words of %s, and does not ask',
    (path) => {
      expect(at(path)).not.toHaveProperty('autocomplete');
    },
  );

  it.each(['vm create cpus', 'vm create user-data', 'vm create memory'])(
    'says no more of %s than it knows',
    (path) => {
      expect(at(path)).not.toHaveProperty('autocomplete');
      expect(at(path)).not.toHaveProperty('choices');
      expect(at(path)).not.toHaveProperty('max_length');
    },
  );

  it('asks where there are more words than Discord shows', () => {
    const words = Array.from({ length: 26 }, (_, n) => `w${n}`) as [string, ...string[]];
    const [one] = applicationCommands([sample(['x'], { word: named(choice(words), SUMMARY) })], 'global');
    expect(one?.options?.[0]).toMatchObject({ name: 'word', autocomplete: true });
    expect(one?.options?.[0]).not.toHaveProperty('choices');
  });

  it('puts what is required first, whatever the order of the declaration', () => {
    const kind = text({ placeholder: 'x', example: 'x', most: 5 });
    const declared = { a: named(kind, SUMMARY), b: positional(kind, SUMMARY), c: named(kind, SUMMARY) };
    const [one] = applicationCommands([sample(['x'], declared)], 'global');
    expect(one?.options?.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  it('calls no two options of a command the same in Spanish', () => {
    const kind = text({ placeholder: 'x', example: 'x', most: 5 });
    const words = { ...SUMMARY, alias: { es: ['nombre'] as const } };
    const declared = { name: positional(kind, words), as: named(kind, words) };
    const [one] = applicationCommands([sample(['x'], declared)], 'global');
    expect(one?.options?.map((option) => option.name_localizations?.['es-ES'])).toEqual([
      'nombre',
      undefined,
    ]);
  });

  it('has three words as groups of subcommands, beside subcommands', () => {
    const within = { path: ['vm', 'disk'], alias: { es: ['disco'] as const }, summary: SUMMARY };
    const add = {
      ...sample(['vm', 'disk', 'add'], { all: named(flag(), SUMMARY) }),
      alias: { es: ['añadir'] as const },
      within,
    };
    const [one] = applicationCommands(
      [sample(['vm', 'list']), add, { ...sample(['vm', 'disk', 'list']), within }],
      'guild',
    );
    expect(one?.options).toMatchObject([
      { type: 1, name: 'list' },
      {
        type: 2,
        name: 'disk',
        description: 'Words',
        name_localizations: { 'es-ES': 'disco' },
        options: [
          { type: 1, name: 'add', name_localizations: { 'es-ES': 'añadir' }, options: [{ name: 'all' }] },
          { type: 1, name: 'list' },
        ],
      },
    ]);
  });

  it('shows choices in the language of who chooses, and takes the English word', () => {
    expect(at('my key what')).toMatchObject({
      choices: [
        { name: 'list', value: 'list', name_localizations: { 'es-ES': 'listar', 'es-419': 'listar' } },
        { name: 'add', value: 'add', name_localizations: { 'es-ES': 'añadir' } },
        { name: 'remove', value: 'remove', name_localizations: { 'es-ES': 'borrar' } },
      ],
    });
  });

  it('says where it can be used, but not of the commands of one server', () => {
    for (const one of registered) {
      expect(one).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
    }
    for (const one of applicationCommands(commands, 'guild')) {
      expect(one).not.toHaveProperty('integration_types');
      expect(one).not.toHaveProperty('contexts');
    }
  });

  it('has a sentence for each first word', () => {
    const undescribed = commands.filter(({ path, within }) => path.length > 1 && !within);
    expect(undescribed).toEqual([]);
    expect(registered[0]).toMatchObject({ description: expect.stringMatching(/^Virtual machines: /) });
  });

  it('describes a first word that nobody has described by its second words', () => {
    const list = { ...sample(['zoo', 'list']), alias: { es: ['listar'] as const } };
    const [one] = applicationCommands([list, sample(['zoo', 'feed'])], 'guild');
    expect(one).toMatchObject({
      description: 'list, feed',
      description_localizations: { 'es-ES': 'listar, feed' },
    });
  });
});
