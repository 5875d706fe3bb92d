import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormGiven, formModal, readForm } from '../../../../adapters/discord/form/index.ts';
import { actOfModal } from '../../../../adapters/discord/inbound/index.ts';
import { commands } from '../../../../commands/index.ts';
import type { Command } from '../../../../src/command/command.ts';
import { parseLine } from '../../../../src/command/parse.ts';
import { createRegistry } from '../../../../src/command/registry.ts';
import { MAX_LINE } from '../../../../src/command/tokenize.ts';
import { modalPayload } from '../inbound/payloads.ts';

function find(path: string): Command {
  const found = commands.find((one) => one.path.join(' ') === path);
  if (!found) throw new Error(`there is no ${path}`);
  return found;
}

function modal(
  path: string,
  given?: FormGiven,
  locale: 'en' | 'es' = 'en',
): APIModalInteractionResponseCallbackData {
  const made = formModal(find(path), locale, given);
  if (!made) throw new Error(`/${path} has no form`);
  return made;
}

interface Field {
  readonly label: string;
  readonly description?: string;
  readonly custom_id: string;
  readonly type: number;
  readonly required?: boolean;
  readonly style?: number;
  readonly value?: string;
  readonly placeholder?: string;
  readonly max_length?: number;
  readonly min_values?: number;
  readonly options?: readonly { label: string; value: string; default?: boolean }[];
}

function fieldsOf({ components }: APIModalInteractionResponseCallbackData): readonly Field[] {
  return components.map((part) => {
    if (part.type !== 18) throw new Error(`${part.type} is no label`);
    const { label, description, component } = part;
    return { label, ...(description ? { description } : {}), ...component } as Field;
  });
}

const named = (made: APIModalInteractionResponseCallbackData, name: string) =>
  fieldsOf(made).find(({ custom_id }) => custom_id === name);

/** What Discord would refuse (components/reference, interactions/receiving-and-responding). */
function* faultsOf(made: APIModalInteractionResponseCallbackData): Generator<string> {
  const between = (text: string | undefined, most: number) =>
    text === undefined || (text.length >= 1 && text.length <= most);
  if (!between(made.title, 45)) yield `title: ${made.title}`;
  if (!between(made.custom_id, 100)) yield `custom_id: ${made.custom_id}`;
  const fields = fieldsOf(made);
  if (fields.length < 1 || fields.length > 5) yield `${fields.length} components`;
  if (new Set(fields.map(({ custom_id }) => custom_id)).size < fields.length) yield 'a custom_id twice';
  for (const field of fields) {
    if (!between(field.label, 45)) yield `label: ${field.label}`;
    if (!between(field.description, 100)) yield `description: ${field.description}`;
    if (!between(field.custom_id, 100)) yield `custom_id: ${field.custom_id}`;
    if (field.type === 4) yield* inputFaults(field);
    else if (field.type === 21) yield* radioFaults(field);
    else if (field.type !== 23) yield* menuFaults(field);
  }
}

function* inputFaults({ style, value, placeholder, max_length: most = 4000 }: Field): Generator<string> {
  if (style !== 1 && style !== 2) yield `style: ${style}`;
  if (most < 1 || most > 4000) yield `max_length: ${most}`;
  if ((value?.length ?? 0) > most) yield `value: ${value}`;
  if ((placeholder?.length ?? 0) > 100) yield `placeholder: ${placeholder}`;
}

function* menuFaults({
  type,
  options = [],
  placeholder = '',
  required,
  min_values: least,
}: Field): Generator<string> {
  if (type !== 3) yield `type: ${type}`;
  if (options.length < 1 || options.length > 25) yield `${options.length} options`;
  if (new Set(options.map(({ value }) => value)).size < options.length) yield 'a value twice';
  if (options.filter((one) => one.default).length > 1) yield 'two defaults';
  if (placeholder.length > 150) yield `placeholder: ${placeholder}`;
  if (required !== false && least === 0) yield 'at least none of what is required';
  for (const { label, value } of options) {
    if (label.length < 1 || label.length > 100 || value.length < 1 || value.length > 100)
      yield `option: ${label}`;
  }
}

function* radioFaults({ options = [] }: Field): Generator<string> {
  if (options.length < 2 || options.length > 10) yield `${options.length} options`;
  if (options.filter((one) => one.default).length > 1) yield 'two defaults';
}

describe('a form', () => {
  it.each(commands.map((one) => [one.path.join(' '), one] as const))(
    'of /%s is one that Discord takes',
    (_, one) => {
      for (const locale of ['en', 'es'] as const) {
        const made = formModal(one, locale);
        if (Object.keys(one.options).length === 0) expect(made).toBeNull();
        else expect(made && [...faultsOf(made)]).toEqual([]);
      }
    },
  );

  it('names its command, and says what it does', () => {
    expect(modal('vm create')).toMatchObject({
      custom_id: 'form /vm create',
      title: '/vm create: Create a virtual machine',
    });
    expect(modal('image prune', {}, 'es').title).toMatch(/^\/image prune: Borrar versiones .*…$/);
  });

  it('has what is required, then what only a form can take, and the first of the rest', () => {
    const fields = fieldsOf(modal('vm create'));
    expect(fields.map(({ custom_id }) => custom_id)).toEqual([
      'image',
      'name',
      'cpus',
      'memory',
      'user-data',
    ]);
    expect(fields.map(({ required }) => required)).toEqual([true, false, false, false, false]);
    expect(fields.map(({ style }) => style)).toEqual([1, 1, 1, 1, 2]);
  });

  it('has what was typed already, filled in', () => {
    const made = modal('vm create', { values: { disk: '20G', bus: 'ide', nic: 'none' } });
    expect(fieldsOf(made).map(({ custom_id }) => custom_id)).toEqual([
      'image',
      'disk',
      'bus',
      'nic',
      'user-data',
    ]);
    expect(named(made, 'disk')?.value).toBe('20G');
    expect(named(made, 'bus')?.options).toEqual([
      { value: 'virtio', label: 'virtio' },
      { value: 'ide', label: 'ide', default: true },
      { value: 'sata', label: 'sata' },
    ]);
  });

  it('comes back with everything that stood in it, and says at its field what is wrong', () => {
    const wrong = { option: 'memory', text: { en: 'Too much.', es: 'Demasiado.' } };
    const made = modal('vm create', { values: { image: 'tiny', name: 'web1', memory: 'lots' }, wrong }, 'es');
    expect(made.custom_id).toBe('form again /vm create');
    expect(named(made, 'name')).toMatchObject({ value: 'web1' });
    expect(named(made, 'memory')).toMatchObject({ value: 'lots', description: 'Demasiado.' });
    expect(named(made, 'name')).not.toHaveProperty('description');
    expect([...faultsOf(made)]).toEqual([]);
  });

  it('leaves out what was typed where a field could not hold it', () => {
    expect(named(modal('image add', { values: { sha256: 'x'.repeat(101) } }), 'sha256')).not.toHaveProperty(
      'value',
    );
  });

  it('asks for yes or no with a box to tick', () => {
    expect(named(modal('job list'), 'all')).toEqual({
      label: 'Finished ones too',
      type: 23,
      custom_id: 'all',
    });
    expect(named(modal('job list', { values: { all: 'yes' } }), 'all')).toMatchObject({ default: true });
  });

  it('shows few choices that one has to make at once, and others in a menu, where none can be chosen', () => {
    expect(named(modal('my key', { values: { what: 'add' } }), 'what')).toMatchObject({
      type: 21,
      options: [{ value: 'list' }, { value: 'add', default: true }, { value: 'remove' }],
    });
    expect(named(modal('vm create', { values: { bus: 'ide' } }), 'bus')?.type).toBe(3);
  });

  const vms = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ value: `web${n}`, label: `Web ${n}` }));
  it.each([
    ['few', vms(25), 3],
    ['many', vms(26), 4],
    ['none', [], 4],
    ['two of one value', [...vms(2), ...vms(1)], 4],
    ['one that is too long', [{ value: 'x'.repeat(101) }], 4],
  ])('shows a menu only of what it can: %s', (_, choices, type) => {
    const made = modal('vm show', { choices: { name: choices } });
    expect(named(made, 'name')?.type).toBe(type);
    expect([...faultsOf(made)]).toEqual([]);
  });

  it('shows choices in the language of whoever fills it in, and takes the English word', () => {
    const shown = (locale: 'en' | 'es') => named(modal('my key', {}, locale), 'what')?.options;
    expect(shown('en')?.map(({ label }) => label)).toEqual(['list', 'add', 'remove']);
    expect(shown('es')).toMatchObject([
      { label: 'listar', value: 'list' },
      { label: 'añadir', value: 'add' },
      { label: 'borrar', value: 'remove' },
    ]);
  });

  it('speaks of an option at length where its label has no room', () => {
    const field = named(modal('vm create', {}, 'es'), 'user-data');
    expect(field?.label).toBe('cloud-config');
    expect(field?.description).toMatch(/^Lo que hace su sistema en el primer arranque/);
    expect(named(modal('vm create'), 'image')).toMatchObject({ label: 'System' });
    expect(named(modal('image prune'), 'unused')).toMatchObject({
      label: 'unused',
      description: expect.stringMatching(/^Also remove images that no machine uses/),
    });
  });

  it('takes no text that no line could hold', () => {
    const most = named(modal('vm create'), 'user-data')?.max_length ?? 0;
    const values = {
      image: 'debian-netinst',
      name: 'x'.repeat(31),
      cpus: '16',
      memory: '1024M',
      bus: ['virtio'],
    };
    const payload = modalPayload('form /vm create', { ...values, 'user-data': 'x'.repeat(most) });
    expect(actOfModal(payload, commands)?.line.length).toBeLessThanOrEqual(MAX_LINE);
    expect(most).toBeGreaterThan(3000);
  });

  it('gives an example, without the quotation marks of a line', () => {
    expect(named(modal('vm type'), 'text')).toMatchObject({
      label: 'Text to type',
      placeholder: 'For example: ls -l',
    });
    expect(named(modal('vm create'), 'memory')?.placeholder).toBe('For example: 512M');
    expect(named(modal('vm create', {}, 'es'), 'memory')?.placeholder).toBe('Por ejemplo: 512M');
  });
});

describe('what was filled in', () => {
  it('is read by the names of the options', () => {
    const payload = modalPayload('form /vm create', { image: ' tiny\n', name: '  ', bus: ['ide'], nic: [] });
    const form = readForm(payload, commands);
    expect(form?.command.path).toEqual(['vm', 'create']);
    expect(form?.values).toEqual({ image: 'tiny', bus: 'ide' });
  });

  it('keeps the blanks of what has lines', () => {
    const text = '  a:\n    - b\n';
    expect(readForm(modalPayload('form /vm create', { 'user-data': text }), commands)?.values).toEqual({
      'user-data': text,
    });
  });

  it('is read of rows too, as older forms have them', () => {
    const rows = [{ type: 1, components: [{ type: 4, custom_id: 'name', value: 'web1' }] }, { type: 10 }];
    const payload = modalPayload('', {}, { data: { custom_id: 'form /vm show', components: rows } });
    expect(readForm(payload, commands)?.values).toEqual({ name: 'web1' });
  });

  it.each(['form /vm clone', 'form', '/vm show', 'form /vm show '])('is none of ours as %j', (name) => {
    expect(readForm(modalPayload(name, { name: 'web1' }), commands)).toBeNull();
  });

  it('comes to the command as it was written, line by line', () => {
    const registry = createRegistry(commands);
    const config = fc.stringMatching(/^[a-z]: [a-z "'#-]{0,20}\n {2}[a-z:"'-]{1,20}\n$/);
    fc.assert(
      fc.property(config, (text) => {
        const act = actOfModal(
          modalPayload('form /vm create', { image: 'tiny', 'user-data': text }),
          commands,
        );
        expect(parseLine(act?.line ?? '', registry).typed).toEqual({ image: 'tiny', 'user-data': text });
      }),
    );
  });

  it.each([
    [true, { all: true }],
    [false, {}],
  ])('of a box that is ticked, %j, is %j', (answer, typed) => {
    const act = actOfModal(modalPayload('form /job list', { all: answer }), commands);
    expect(parseLine(act?.line ?? '', createRegistry(commands)).typed).toEqual(typed);
  });
});
