import { describe, expect, it } from 'vitest';
import { formErrors, formView, readValues, suggestOptions } from '../../../../adapters/slack/form/index.ts';
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
  };
  expect(readValues({ values })).toEqual({ image: 'tiny', name: 'web1', cpus: '2', all: 'yes' });
  expect(readValues(undefined)).toEqual({});
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
