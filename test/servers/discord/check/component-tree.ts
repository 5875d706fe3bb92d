import { ComponentType as Type } from 'discord-api-types/v10';
import { type Json, object, objects, repeated } from './json.ts';

/** docs.discord.com, components: nested ones counted. */
const MOST_COMPONENTS = 40;
/** A component's own number is of 32 bits. */
const MOST_ID = 2 ** 31 - 1;

/** A component, and where it stands. */
export interface Placed {
  readonly component: Json;
  readonly place: string;
}

/** Every component, the nested ones too. */
export function* everyComponent(components: readonly Json[], place = 'components'): Generator<Placed> {
  for (const [at, component] of components.entries()) {
    const here = `${place}[${at}]`;
    yield { component, place: here };
    yield* everyComponent(objects(component.components), `${here}.components`);
    for (const key of ['accessory', 'component']) {
      if (component[key] === undefined) continue;
      yield { component: object(component[key]), place: `${here}.${key}` };
    }
  }
}

/** What is wrong with the components of a message together: their number, ids and names. */
export function* componentTreeBreaches(components: readonly Json[], isV2: boolean): Generator<string> {
  const all = [...everyComponent(components)];
  if (isV2 && all.length > MOST_COMPONENTS)
    yield `components: ${all.length} with the nested ones, at most ${MOST_COMPONENTS}`;
  for (const { component, place } of all) {
    const { id } = component;
    if (id === undefined || id === null) continue;
    if (!Number.isInteger(id) || Number(id) < 0 || Number(id) > MOST_ID)
      yield `${place}.id: ${JSON.stringify(id)} is no number of 32 bits`;
  }
  yield* uniqueBreaches(all);
}

/** Ids (0 is none) and custom ids are there once. */
export function* uniqueBreaches(all: readonly Placed[]): Generator<string> {
  const ids = all.map(({ component: { id } }) => id).filter((id) => typeof id === 'number' && id !== 0);
  for (const id of repeated(ids)) yield `components: the id ${id} is there more than once`;
  const names = all.map(({ component }) => component.custom_id).filter((name) => typeof name === 'string');
  for (const name of repeated(names))
    yield `components: the custom_id ${JSON.stringify(name)} is there more than once`;
}

/** Whether a component is a select of some kind. */
export function isSelect({ type }: Json): boolean {
  return SELECTS.has(type);
}

const SELECTS = new Set<unknown>([
  Type.StringSelect,
  Type.UserSelect,
  Type.RoleSelect,
  Type.MentionableSelect,
  Type.ChannelSelect,
]);
