import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import {
  formErrors,
  formView,
  givenTwice,
  readValues,
  suggestOptions,
} from '../../../../adapters/slack/form/index.ts';
import { commands } from '../../../../commands/index.ts';
import { create } from '../../../../commands/vm/create.ts';
import { UserError } from '../../../../src/base/errors.ts';
import { formValues } from '../../../../src/chat/form-values.ts';
import { lineOf } from '../../../../src/command/line.ts';
import { blockFaults, modalSizes } from '../../../servers/slack/check-blocks.ts';
import { loadSchemas } from '../../../servers/slack/schemas.ts';

// The first of them waits until Slack's schema is compiled, on a machine that is busy with guests.
describe('a form', () => {
  it.each(commands.map((one) => [one.path.join(' '), one] as const))(
    'of /%s is one that Slack takes',
    async (_, command) => {
      const schemas = await loadSchemas();
      for (const locale of ['en', 'es'] as const) {
        const view = formView(command, locale, '{}');
        expect(schemas.view(view)).toEqual([]);
        expect(blockFaults(view.blocks, 100, schemas)).toEqual([]);
        expect([...modalSizes(view as never)]).toEqual([]);
      }
    },
  );

  it('does not remember more than Slack keeps', () => {
    expect(() => formView(create, 'en', 'x'.repeat(3001))).toThrow(RangeError);
  });
});

/** What is shown of a command's form: each field's label, kind, and what stands in it while it is empty. */
function fields(path: string, locale: 'en' | 'es' = 'en') {
  const command = commands.find((one) => one.path.join(' ') === path);
  if (!command) throw new Error(`there is no ${path}`);
  return formView(command, locale, '{}')
    .blocks.filter((block): block is InputBlock => block.type === 'input')
    .map(({ block_id: name, label, element }) => ({
      name,
      label: label.text,
      type: element.type,
      placeholder: 'placeholder' in element ? element.placeholder?.text : undefined,
    }));
}

describe('a form’s words', () => {
  it.each(commands.map((one) => [one.path.join(' ')] as const))(
    'of /%s are a form’s, not a line’s',
    (path) => {
      for (const locale of ['en', 'es'] as const)
        for (const { label, placeholder = '' } of fields(path, locale)) {
          expect(label).not.toMatch(/--|<|>|such as|por ejemplo|quot|comillas|terminal/i);
          expect(placeholder).not.toMatch(/["«»“”]/);
        }
    },
  );

  it('ask for a text without quotation marks', () => {
    expect(fields('vm type')[1]).toMatchObject({
      label: 'Text to type',
      placeholder: 'For example: ls -l',
    });
    expect(fields('vm type', 'es')[1]).toMatchObject({
      label: 'Texto que se escribe',
      placeholder: 'Por ejemplo: ls -l',
    });
  });

  it('show few choices at once, and let many be searched', () => {
    const types = (path: string) => Object.fromEntries(fields(path).map(({ name, type }) => [name, type]));
    expect(types('my key')).toMatchObject({ what: 'radio_buttons', key: 'plain_text_input' });
    expect(types('vm create')).toMatchObject({
      image: 'external_select',
      bus: 'static_select',
      cpus: 'number_input',
      'user-data': 'plain_text_input',
      'user-data file': 'file_input',
    });
    expect(types('vm show')).toEqual({ name: 'external_select' });
  });

  it('name choices in the language of whoever fills it in', () => {
    const key = commands.find(({ path }) => path.join(' ') === 'my key');
    const view = key && formView(key, 'es', '{}');
    expect(JSON.stringify(view?.blocks)).toContain('"text":"listar"');
  });

  it('ask for no file where labvm may not read any', () => {
    const blocks = JSON.stringify(formView(create, 'en', '{}', false).blocks);
    expect(blocks).not.toContain('file_input');
    expect(blocks).toContain('"block_id":"user-data"');
  });
});

describe('the line of a form', () => {
  it.each([
    [{ image: 'tiny' }, '/vm create tiny'],
    [{ image: 'tiny', name: 'web1', cpus: '2' }, '/vm create tiny web1 --cpus 2'],
    [{ image: 'tiny', name: ' web1 ', memory: ' ' }, '/vm create tiny web1'],
    [{ image: 'tiny', name: `it's "so"` }, `/vm create tiny «it's "so"»`],
    [{ image: '`tiny`', memory: '```\n512M\n```' }, '/vm create tiny --memory 512M'],
    [{ image: 'tiny', 'user-data': '```\na: b\n```' }, '/vm create tiny --user-data "```\na: b\n```"'],
  ])('of %j is %s', (fields, line) => {
    const state = Object.entries(fields).map(([name, value]) => [name, { value: { value } }]);
    const values = readValues({ values: Object.fromEntries(state) });
    expect(lineOf(create, formValues(create, values))).toBe(line);
  });
});

it('reads what stands in the fields, of whatever kind they are', () => {
  const values = {
    image: { value: { type: 'external_select', selected_option: { value: 'tiny' } } },
    name: { value: { type: 'plain_text_input', value: 'web1' } },
    memory: { value: { type: 'plain_text_input', value: null } },
    cpus: { value: { type: 'number_input', value: '2' } },
    all: { value: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } },
    none: { value: { type: 'checkboxes', selected_options: [] } },
    who: { value: { type: 'users_select', selected_user: 'U7' } },
    'user-data file': { value: { type: 'file_input', files: [{ id: 'F1' }] } },
    'seed file': { value: { type: 'file_input', files: [] } },
  };
  expect(readValues({ values })).toEqual({
    image: 'tiny',
    name: 'web1',
    cpus: '2',
    all: 'yes',
    who: '@U7',
    'user-data': 'attachment:F1',
  });
  expect(readValues(undefined)).toEqual({});
});

it('knows what was both pasted and attached', () => {
  const file = { value: { type: 'file_input', files: [{ id: 'F1' }] } };
  const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
  expect(givenTwice({ values: { 'user-data': text('a: b'), 'user-data file': file } })).toBe('user-data');
  expect(givenTwice({ values: { 'user-data': text(' '), 'user-data file': file } })).toBeNull();
});

it('puts an error about what was attached at the field of the file', () => {
  const error = new UserError('bad-argument', { en: 'No.', es: 'No.' }, undefined, { option: 'user-data' });
  expect(formErrors(create, error, 'en', { 'user-data': 'attachment:F1' })).toEqual({
    'user-data file': 'No.',
  });
  expect(formErrors(create, error, 'en', { 'user-data': 'a: b' })).toEqual({ 'user-data': 'No.' });
});

it('puts an error at its field, and one that is about no field at the first', () => {
  const text = { en: 'Too much.', es: 'Demasiado.' };
  const hint = { en: 'Ask for less.', es: 'Pida menos.' };
  expect(formErrors(create, new UserError('bad-argument', text, hint, { option: 'memory' }), 'es')).toEqual({
    memory: 'Demasiado. Pida menos.',
  });
  for (const option of [undefined, 'constructor', 'nosuch']) {
    const error = new UserError('over-limit', text, undefined, option === undefined ? {} : { option });
    expect(formErrors(create, error, 'en')).toEqual({ image: 'Too much.' });
  }
});

it('offers what Slack can carry', () => {
  const choices = [
    { value: 'tiny', label: 'x'.repeat(200) },
    { value: 'y'.repeat(151) },
    { value: '' },
    ...Array.from({ length: 150 }, (_, at) => ({ value: `v${at}` })),
  ];
  const options = suggestOptions(choices);
  expect(options).toHaveLength(100);
  expect(options[0]).toMatchObject({ value: 'tiny', text: { text: expect.stringMatching(/^x{74}…$/) } });
  expect(options[1]).toMatchObject({ value: 'v0' });
});
