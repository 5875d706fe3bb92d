import { MOST } from './limits.ts';
import type { Schemas } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is wrong with the blocks of a message or a modal, each fault with where it stands. */
export function blockFaults(blocks: unknown, most: number, schemas: Schemas): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks: must be an array'];
  const faults = blocks.length > most ? [`no more than ${most} items allowed [json-pointer:/blocks]`] : [];
  const ids = new Map<string, number>();
  const actions = new Map<string, number>();
  let tables = 0;
  for (const [at, block] of (blocks as readonly Json[]).entries()) {
    const where = `/blocks/${at}`;
    const type = String(block?.type);
    const check = schemas.block(type);
    if (!check) {
      faults.push(`unsupported type: ${type} [json-pointer:${where}/type]`);
      continue;
    }
    faults.push(...check(block).map((fault) => `${where}${fault}`));
    faults.push(...sizes(block, where));
    // Of data tables nothing is said; two are taken for one too many.
    if (type === 'table' || type === 'data_table') tables += 1;
    count(ids, block.block_id);
    if (type === 'actions') for (const element of list(block.elements)) count(actions, element.action_id);
  }
  if (tables > 1) faults.push('only one table is allowed in a message');
  for (const [id, times] of ids) if (times > 1) faults.push(`block_id ${id} already exists`);
  for (const [id, times] of actions) if (times > 1) faults.push(`action_id ${id} already exists`);
  return faults;
}

/** All text that is shown, in characters. */
export function shownText(value: unknown, key = ''): number {
  if (typeof value === 'string') return key === 'text' || key === 'title' ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + shownText(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, one]) => sum + shownText(one, name), 0);
}

function* sizes(block: Json, where: string): Generator<string> {
  yield* between(block.block_id, 1, MOST.id, `${where}/block_id`);
  switch (block.type) {
    case 'section':
      if (block.text === undefined && block.fields === undefined)
        yield `${where}: a section needs text or fields`;
      yield* text(block.text, MOST.text, `${where}/text`);
      if (list(block.fields).length > MOST.sectionFields) yield `${where}/fields: too many`;
      for (const field of list(block.fields)) yield* text(field, MOST.fieldText, `${where}/fields`);
      return;
    case 'header':
      return yield* plainText(block.text, MOST.headerText, `${where}/text`);
    case 'context':
      if (list(block.elements).length > MOST.contextElements) yield `${where}/elements: too many`;
      if (list(block.elements).length === 0) yield `${where}/elements: none`;
      for (const element of list(block.elements)) yield* text(element, MOST.text, `${where}/elements`);
      return;
    case 'actions':
      if (list(block.elements).length > MOST.actionsElements) yield `${where}/elements: too many`;
      if (list(block.elements).length === 0) yield `${where}/elements: none`;
      for (const element of list(block.elements)) yield* elementSizes(element, `${where}/elements`);
      return;
    case 'table':
      return yield* tableSizes(block, where);
    case 'data_table':
      return yield* dataTableSizes(block, where);
    case 'image': {
      yield* between(block.alt_text, 1, MOST.altText, `${where}/alt_text`);
      const file = block.slack_file as Json | undefined;
      if (block.image_url === undefined && file === undefined)
        yield `${where}: an image needs an address or a file`;
      // The pattern that Slack names when it refuses one.
      if (file?.id !== undefined && !/^F[A-Z0-9]{8,}$/.test(String(file.id))) yield `${where}/slack_file/id`;
      return;
    }
    case 'markdown':
      return yield* between(block.text, 1, MOST.markdown, `${where}/text`);
    case 'rich_text':
      return yield* richTexts(block.elements, where);
    case 'plan':
      yield* between(block.title, 1, MOST.text, `${where}/title`);
      for (const task of list(block.tasks)) yield* taskSizes(task, `${where}/tasks`);
      return;
    case 'task_card':
      return yield* taskSizes(block, where);
    case 'input':
      yield* plainText(block.label, MOST.fieldText, `${where}/label`);
      if (block.hint !== undefined) yield* plainText(block.hint, MOST.fieldText, `${where}/hint`);
      return yield* elementSizes(block.element as Json, `${where}/element`);
  }
}

function* taskSizes(task: Json, where: string): Generator<string> {
  if (task.type !== 'task_card') yield `${where}: a plan holds task cards`;
  yield* between(task.title, 1, MOST.text, `${where}/title`);
  for (const part of [task.details, task.output]) {
    if (part !== undefined) yield* richTexts((part as Json).elements, where);
  }
}

function* tableSizes({ rows }: Json, where: string): Generator<string> {
  const all = Array.isArray(rows) ? (rows as readonly unknown[][]) : [];
  if (all.length < 1 || all.length > MOST.tableRows) yield `${where}/rows: ${all.length} rows`;
  for (const row of all) {
    if (row.length < 1 || row.length > MOST.tableColumns) yield `${where}/rows: ${row.length} columns`;
    for (const cell of row as readonly Json[])
      if (cell.type === 'raw_text' && cell.text === '') yield `${where}/rows: an empty cell`;
  }
}

function* dataTableSizes({ rows, caption, page_size: page = 5 }: Json, where: string): Generator<string> {
  const [head = [], ...body] = Array.isArray(rows) ? (rows as readonly (readonly Json[])[]) : [];
  if (body.length < 1 || body.length >= MOST.dataTableRows) yield `${where}/rows: ${body.length + 1} rows`;
  if (head.length < 1 || head.length > MOST.tableColumns) yield `${where}/rows: ${head.length} columns`;
  if (body.some((row) => row.length !== head.length)) yield `${where}/rows: not all of one length`;
  if (head.some(({ type }) => type === 'rich_text')) yield `${where}/rows/0: a head has no rich text`;
  for (const cell of [head, ...body].flat())
    yield* between(cell.text, 1, MOST.dataTableText, `${where}/rows`);
  if (shownText([head, body]) > MOST.dataTableText) yield `${where}/rows: too much text`;
  yield* between(caption, 1, Number.POSITIVE_INFINITY, `${where}/caption`);
  if (Number(page) < 1 || Number(page) > MOST.dataTablePage) yield `${where}/page_size`;
}

/** No text element of a rich text is empty. */
function* richTexts(value: unknown, where: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const one of value) yield* richTexts(one, where);
  } else if (typeof value === 'object' && value !== null) {
    const element = value as Json;
    if (element.type === 'text') yield* between(element.text, 1, Number.POSITIVE_INFINITY, `${where}/text`);
    yield* richTexts(element.elements, where);
  }
}

/** Of those that have fewer than a menu. */
const MOST_OPTIONS: Readonly<Record<string, number>> = {
  overflow: MOST.overflowOptions,
  radio_buttons: MOST.radioOptions,
  checkboxes: MOST.radioOptions,
};

function* elementSizes(element: Json, where: string): Generator<string> {
  yield* between(element.action_id, 1, MOST.id, `${where}/action_id`);
  if (element.type === 'button') {
    yield* plainText(element.text, MOST.buttonText, `${where}/text`);
    yield* between(element.value, 0, MOST.buttonValue, `${where}/value`);
    if (element.url !== undefined) yield* between(element.url, 1, MOST.buttonUrl, `${where}/url`);
  }
  if (element.options !== undefined) {
    const options = list(element.options);
    const most = MOST_OPTIONS[String(element.type)] ?? MOST.options;
    if (options.length < 1 || options.length > most) yield `${where}/options: ${options.length}`;
    for (const option of options) yield* optionSizes(option, `${where}/options`);
  }
  yield* within(element.max_length, 1, MOST.inputLength, `${where}/max_length`);
  yield* within(element.max_files, 1, MOST.filesInInput, `${where}/max_files`);
  if (element.placeholder !== undefined) yield* plainText(element.placeholder, 150, `${where}/placeholder`);
  if (element.confirm !== undefined) {
    const confirm = element.confirm as Json;
    yield* plainText(confirm.title, MOST.confirmTitle, `${where}/confirm/title`);
    yield* text(confirm.text, MOST.confirmText, `${where}/confirm/text`);
    yield* plainText(confirm.confirm, MOST.confirmButton, `${where}/confirm/confirm`);
    yield* plainText(confirm.deny, MOST.confirmButton, `${where}/confirm/deny`);
  }
}

/** An entry of a menu. */
export function* optionSizes(option: Json, where: string): Generator<string> {
  yield* text(option.text, MOST.optionText, `${where}/text`);
  yield* between(option.value, 1, MOST.optionValue, `${where}/value`);
}

/** What is wrong with a modal beside its blocks. */
export function* modalSizes(view: Json): Generator<string> {
  yield* plainText(view.title, MOST.modalTitle, '/title');
  if (view.submit !== undefined) yield* plainText(view.submit, MOST.modalButton, '/submit');
  if (view.close !== undefined) yield* plainText(view.close, MOST.modalButton, '/close');
  yield* between(view.private_metadata, 0, MOST.privateMetadata, '/private_metadata');
  yield* between(view.callback_id, 1, MOST.id, '/callback_id');
}

function* text(value: unknown, most: number, where: string): Generator<string> {
  if (value === undefined) return;
  yield* between((value as Json).text, 1, most, `${where}/text`);
}

function* plainText(value: unknown, most: number, where: string): Generator<string> {
  if ((value as Json | undefined)?.type !== 'plain_text') yield `${where}: must be plain_text`;
  yield* text(value ?? {}, most, where);
}

function* within(value: unknown, least: number, most: number, where: string): Generator<string> {
  if (value !== undefined && !(Number(value) >= least && Number(value) <= most))
    yield `must be from ${least} to ${most} [json-pointer:${where}]`;
}

function* between(value: unknown, least: number, most: number, where: string): Generator<string> {
  if (value === undefined) return;
  const length = String(value).length;
  if (length < least) yield `must be more than ${least - 1} characters [json-pointer:${where}]`;
  if (length > most) yield `must be less than ${most + 1} characters [json-pointer:${where}]`;
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function count(times: Map<string, number>, id: unknown): void {
  if (typeof id === 'string') times.set(id, (times.get(id) ?? 0) + 1);
}
