import { ComponentType as Type } from 'discord-api-types/v10';
import { everyComponent, uniqueBreaches } from './component-tree.ts';
import { type Json, lengthBreaches, object, objects, repeated, requiredText } from './json.ts';
import { selectBreaches } from './rows.ts';

/** All from docs.discord.com, components and receiving and responding (modal). */
const MOST_TITLE = 45;
const MOST_CUSTOM_ID = 100;
const MOST_COMPONENTS = 5;
const MOST_LABEL = 45;
const MOST_DESCRIPTION = 100;
const MOST_VALUE = 4000;
const MOST_PLACEHOLDER = 100;
const MOST_RADIOS = 10;
const MOST_OPTION = 100;

/** What is wrong with a form. */
export function* modalBreaches(modal: Json): Generator<string> {
  yield* requiredText(modal.title, 1, MOST_TITLE, 'title');
  yield* requiredText(modal.custom_id, 1, MOST_CUSTOM_ID, 'custom_id');
  const components = objects(modal.components);
  if (components.length < 1 || components.length > MOST_COMPONENTS)
    yield `components: ${components.length}, 1 to ${MOST_COMPONENTS}`;
  yield* uniqueBreaches([...everyComponent(components)]);
  for (const [at, one] of components.entries()) {
    const place = `components[${at}]`;
    if (one.type === Type.Label) yield* labelBreaches(one, place);
    else if (one.type === Type.ActionRow) yield* inputRowBreaches(one, place);
    else yield `${place}: type ${one.type} cannot stand in a form`;
  }
}

function* labelBreaches(one: Json, place: string): Generator<string> {
  yield* requiredText(one.label, 1, MOST_LABEL, `${place}: label`);
  yield* lengthBreaches(one.description, 1, MOST_DESCRIPTION, `${place}: description`);
  const field = object(one.component);
  const here = `${place}.component`;
  if (field.type === Type.TextInput) {
    yield* inputBreaches(field, here);
    if (field.label !== undefined) yield `${here}.label: the label around it has it`;
  } else if (field.type === Type.StringSelect) {
    yield* selectBreaches(field, here);
    if (field.disabled === true) yield `${here}.disabled: not in a form`;
    if (field.required !== false && field.min_values === 0)
      yield `${here}.min_values: 0, but something must be chosen`;
  } else if (field.type === Type.RadioGroup) yield* radioBreaches(field, here);
  else if (field.type === Type.UserSelect) yield* selectBreaches(field, here);
  else if (field.type === Type.Checkbox || field.type === Type.FileUpload) {
    yield* requiredText(field.custom_id, 1, MOST_CUSTOM_ID, `${here}.custom_id`);
    if (field.type === Type.Checkbox && field.required !== undefined)
      yield `${here}.required: not for a checkbox`;
  } else yield `${here}: type ${field.type} cannot stand here`;
}

/** components, radio group: 2 to 10 options, one of them chosen at most. */
function* radioBreaches(field: Json, place: string): Generator<string> {
  yield* requiredText(field.custom_id, 1, MOST_CUSTOM_ID, `${place}.custom_id`);
  const options = objects(field.options);
  if (options.length < 2 || options.length > MOST_RADIOS)
    yield `${place}.options: ${options.length}, 2 to ${MOST_RADIOS}`;
  for (const value of repeated(options.map((one) => one.value)))
    yield `${place}.options: ${JSON.stringify(value)} is there more than once`;
  if (options.filter((one) => one.default === true).length > 1) yield `${place}.options: two defaults`;
  for (const [at, one] of options.entries()) {
    yield* requiredText(one.label, 1, MOST_OPTION, `${place}.options[${at}].label`);
    yield* requiredText(one.value, 1, MOST_OPTION, `${place}.options[${at}].value`);
  }
}

function* inputRowBreaches(row: Json, place: string): Generator<string> {
  const children = objects(row.components);
  const [input] = children;
  if (children.length !== 1 || input?.type !== Type.TextInput)
    return yield `${place}: a row of a form has one text input`;
  const here = `${place}.components[0]`;
  yield* requiredText(input.label, 1, MOST_LABEL, `${here}: label`);
  yield* inputBreaches(input, here);
}

function* inputBreaches(input: Json, place: string): Generator<string> {
  yield* requiredText(input.custom_id, 1, MOST_CUSTOM_ID, `${place}.custom_id`);
  if (input.style !== 1 && input.style !== 2) yield `${place}.style: neither short (1) nor paragraph (2)`;
  yield* lengthBreaches(input.placeholder, 0, MOST_PLACEHOLDER, `${place}: placeholder`);
  const { min_length: least = 0, max_length: most = MOST_VALUE } = input;
  if (typeof least !== 'number' || least < 0 || least > MOST_VALUE)
    return yield `${place}.min_length: ${JSON.stringify(least)} is not within 0 and ${MOST_VALUE}`;
  if (typeof most !== 'number' || most < 1 || most > MOST_VALUE)
    return yield `${place}.max_length: ${JSON.stringify(most)} is not within 1 and ${MOST_VALUE}`;
  if (least > most) yield `${place}: min_length is more than max_length`;
  // Empty text is none.
  if (input.value !== '') yield* lengthBreaches(input.value, least, most, `${place}: value`);
}
