import { describe, expect, it } from 'vitest';
import { checkCallback } from './callback.ts';
import { button, long, many, row, select, silent, text } from './samples.ts';

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL = 5;
const message = { content: 'x', ...silent };
const input = (more: object = {}, id = 'a') => ({ type: 4, custom_id: id, style: 1, ...more });
const label = (more: object = {}, component: object = input()) => ({
  type: 18,
  label: 'x',
  component,
  ...more,
});
const radios = (count: number) => ({
  type: 21,
  custom_id: 'a',
  options: many(count, (at) => ({ label: `${at}`, value: `${at}` })),
});
const modal = (components: object[], more: object = {}) => ({
  type: 9,
  data: { title: 'x', custom_id: 'x', components, ...more },
});
const choices = (of: object[]) => ({ type: 8, data: { choices: of } });
const asked = (fromComponent: boolean) => ({ fromComponent, uploaded: [] });

describe('an answer to an interaction', () => {
  it.each<readonly [object, number, boolean]>([
    [{ type: 4, data: message }, COMMAND, false],
    [{ type: 4, data: { ...message, flags: 64 } }, COMPONENT, true],
    [{ type: 5 }, COMMAND, false],
    [{ type: 5, data: { flags: 64 } }, MODAL, false],
    [{ type: 6 }, COMPONENT, true],
    [{ type: 6 }, MODAL, true],
    [{ type: 7, data: message }, COMPONENT, true],
    [{ type: 8, data: { choices: [] } }, AUTOCOMPLETE, false],
    [modal([label()]), COMMAND, false],
    [modal([label()]), COMPONENT, true],
  ])('may be example %#', (body, interaction, fromComponent) => {
    expect(checkCallback(body, interaction, asked(fromComponent))).toEqual([]);
  });

  it.each<readonly [object, number, boolean, string]>([
    [{ type: 1 }, COMMAND, false, 'type: 1 is no answer'],
    [{}, COMMAND, false, 'type: undefined is no answer'],
    [{ type: 8, data: { choices: [] } }, COMMAND, false, 'autocomplete does not answer interaction 2'],
    [{ type: 4, data: message }, AUTOCOMPLETE, false, 'a message does not answer interaction 4'],
    [modal([label()]), AUTOCOMPLETE, false, 'a modal does not answer interaction 4'],
    [modal([label()]), MODAL, true, 'a modal does not answer a modal'],
    [{ type: 6 }, COMMAND, false, 'a deferred update without a message'],
    [{ type: 7, data: message }, MODAL, false, 'an update without a message'],
    [{ type: 4 }, COMMAND, false, 'empty:'],
    [{ type: 4, data: { ...message, content: long(2001) } }, COMMAND, false, 'data.content has 2001'],
    [{ type: 5, data: { content: 'x' } }, COMMAND, false, 'data.content: a deferred message has only flags'],
    [{ type: 5, data: { flags: 4 } }, COMMAND, false, 'data.flags: 4 cannot be set here'],
    [{ type: 6, data: { flags: 64 } }, COMPONENT, true, 'data: not with a deferred update'],
    [{ type: 7, data: { ...message, flags: 64 } }, COMPONENT, true, 'data.flags: 64 cannot be set here'],
    [{ type: 8, data: {} }, AUTOCOMPLETE, false, 'data.choices: not there'],
  ])('may not be example %#', (body, interaction, fromComponent, breach) => {
    const said = checkCallback(body, interaction, asked(fromComponent));
    expect(said).toContainEqual(expect.stringContaining(breach));
  });

  it('has files only with a message', () => {
    const context = { fromComponent: false, uploaded: ['x.txt'] };
    expect(checkCallback({ type: 4, data: message }, COMMAND, context)).toEqual([]);
    expect(checkCallback({ type: 5 }, COMMAND, context)).toEqual(['files: not with a deferred message']);
  });

  it('updates a card to a card', () => {
    const context = { fromComponent: true, uploaded: [], wasV2: true };
    expect(checkCallback({ type: 7, data: { components: [text()], ...silent } }, COMPONENT, context)).toEqual(
      [],
    );
    expect(checkCallback({ type: 7, data: message }, COMPONENT, context)).toEqual([
      'data.content: not beside Components V2',
    ]);
  });

  it.each<readonly [string, object, object, string]>([
    [
      'how many',
      choices(many(25, (at) => ({ name: `${at}`, value: `${at}` }))),
      choices(many(26, (at) => ({ name: `${at}`, value: `${at}` }))),
      'data.choices: 26',
    ],
    [
      'a name',
      choices([{ name: long(100), value: 'x' }]),
      choices([{ name: long(101), value: 'x' }]),
      'name has 101',
    ],
    ['an empty name', choices([{ name: 'x', value: 1 }]), choices([{ name: '', value: 1 }]), 'name has 0'],
    [
      'a value',
      choices([{ name: 'x', value: long(100) }]),
      choices([{ name: 'x', value: long(101) }]),
      'value has 101',
    ],
  ])('suggests choices: %s', (_, right, wrong, breach) => {
    expect(checkCallback(right, AUTOCOMPLETE, asked(false))).toEqual([]);
    expect(checkCallback(wrong, AUTOCOMPLETE, asked(false))).toEqual([expect.stringContaining(breach)]);
  });

  it.each<readonly [string, object, object, string]>([
    [
      'its title',
      modal([label()], { title: long(45) }),
      modal([label()], { title: long(46) }),
      'data.title has 46',
    ],
    [
      'its custom_id',
      modal([label()], { custom_id: long(100) }),
      modal([label()], { custom_id: long(101) }),
      'data.custom_id has 101',
    ],
    ['no components', modal([label()]), modal([]), 'components: 0, 1 to 5'],
    [
      'components',
      modal(many(5, (at) => label({}, input({}, `${at}`)))),
      modal(many(6, (at) => label({}, input({}, `${at}`)))),
      'components: 6, 1 to 5',
    ],
    ['what it holds', modal([label()]), modal([input()]), 'type 4 cannot stand in a form'],
    [
      'what a label holds',
      modal([label({}, select())]),
      modal([label({}, button())]),
      'component: type 2 cannot stand here',
    ],
    [
      'few radios',
      modal([label({}, radios(2))]),
      modal([label({}, radios(1))]),
      'component.options: 1, 2 to 10',
    ],
    [
      'many radios',
      modal([label({}, radios(10))]),
      modal([label({}, radios(11))]),
      'component.options: 11, 2 to 10',
    ],
    [
      'a box to tick',
      modal([label({}, { type: 23, custom_id: 'a', default: true })]),
      modal([label({}, { type: 23, custom_id: 'a', required: true })]),
      'component.required: not for a checkbox',
    ],
    [
      'a field for a file',
      modal([label({}, { type: 19, custom_id: 'a', required: false })]),
      modal([label({}, { type: 19 })]),
      'component.custom_id',
    ],
    ['a label', modal([label({ label: long(45) })]), modal([label({ label: long(46) })]), 'label has 46'],
    [
      'a description',
      modal([label({ description: long(100) })]),
      modal([label({ description: long(101) })]),
      'description has 101',
    ],
    [
      'custom_ids',
      modal([label(), label({}, input({}, 'b'))]),
      modal([label(), label()]),
      'the custom_id "a" is there more than once',
    ],
    [
      'a style',
      modal([label({}, input({ style: 2 }))]),
      modal([label({}, input({ style: 3 }))]),
      'style: neither',
    ],
    [
      'a value',
      modal([label({}, input({ value: long(4000) }))]),
      modal([label({}, input({ value: long(4001) }))]),
      'value has 4001',
    ],
    [
      'a value and its most',
      modal([label({}, input({ value: 'xx', max_length: 2 }))]),
      modal([label({}, input({ value: 'xxx', max_length: 2 }))]),
      'value has 3 characters, at most 2',
    ],
    [
      'max_length',
      modal([label({}, input({ max_length: 4000 }))]),
      modal([label({}, input({ max_length: 0 }))]),
      'max_length: 0',
    ],
    [
      'min_length',
      modal([label({}, input({ min_length: 0 }))]),
      modal([label({}, input({ min_length: 4001 }))]),
      'min_length: 4001',
    ],
    [
      'a placeholder',
      modal([label({}, input({ placeholder: long(100) }))]),
      modal([label({}, input({ placeholder: long(101) }))]),
      'placeholder has 101',
    ],
    [
      'an input’s own label',
      modal([row(input({ label: 'x' }))]),
      modal([label({}, input({ label: 'x' }))]),
      'the label around it has it',
    ],
    [
      'an input without a label',
      modal([row(input({ label: 'x' }))]),
      modal([row(input())]),
      'label is missing',
    ],
    [
      'a row',
      modal([row(input({ label: 'x' }))]),
      modal([row(button())]),
      'a row of a form has one text input',
    ],
    [
      'a select’s values',
      modal([label({}, select())]),
      modal([label({}, select({ options: [] }))]),
      'options: 0, 1 to 25',
    ],
  ])('opens a form: %s', (_, right, wrong, breach) => {
    expect(checkCallback(right, COMMAND, asked(false))).toEqual([]);
    expect(checkCallback(wrong, COMMAND, asked(false))).toContainEqual(expect.stringContaining(breach));
  });
});
