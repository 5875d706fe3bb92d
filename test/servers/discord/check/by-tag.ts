import { type Json, object } from './json.ts';

/** What tells the members of a union apart, in this order. */
const TAGS = ['type', 'style', 'autocomplete'];

/** Finds what a `$ref` stands for. */
export type Resolve = (ref: string) => unknown;

interface Member {
  readonly schema: unknown;
  readonly values: readonly unknown[];
  readonly isRequired: boolean;
}

/**
 * The same JSON Schema, but of each union that a tag tells apart only the member with the value's own tag is asked:
 * otherwise a single fault in a component is told as faults of all components there are.
 */
export function askedByTag(schema: unknown, resolve: Resolve): unknown {
  if (Array.isArray(schema)) return schema.map((one) => askedByTag(one, resolve));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, askedByTag(value, resolve)]),
  );
  for (const key of ['anyOf', 'oneOf']) {
    if (!Array.isArray(inner[key])) continue;
    const { [key]: union, ...rest } = inner;
    const members = flat(union as unknown[], resolve);
    const constant = members.map((member) => constants(member, resolve));
    if (constant.every((values) => values.length > 0)) return { ...rest, enum: constant.flat() };
    const others = members.filter((member) => object(member).type !== 'null');
    const chosen = choose(others, TAGS, resolve) ?? onlyOf(others, members);
    if (chosen !== null && others.length < members.length)
      return { ...rest, if: { type: 'null' }, else: chosen };
    if (chosen !== null) return { ...rest, ...object(chosen) };
  }
  return inner;
}

/** Unions within the union are the same union. */
function flat(members: readonly unknown[], resolve: Resolve): readonly unknown[] {
  return members.flatMap((member) => {
    const { anyOf, oneOf, $ref } = object(member);
    if (typeof $ref === 'string') {
      const target = object(resolve($ref));
      const only = target.anyOf ?? target.oneOf ?? (typeof target.$ref === 'string' ? [target] : null);
      return Array.isArray(only) ? flat(only, resolve) : [member];
    }
    const union = anyOf ?? oneOf;
    return Array.isArray(union) ? flat(union, resolve) : [member];
  });
}

/** What may be null is what it is where it is not null. */
function onlyOf(others: readonly unknown[], members: readonly unknown[]): unknown {
  return others.length === 1 && members.length === 2 ? others[0] : null;
}

function choose(members: readonly unknown[], tags: readonly string[], resolve: Resolve): Json | null {
  const [tag, ...others] = tags;
  if (tag === undefined || members.length < 2) return null;
  const tagged = members.map((schema) => memberOf(schema, tag, resolve));
  if (!tagged.every((one) => one !== null)) return choose(members, others, resolve);
  const values = [...new Set(tagged.flatMap((one) => one.values))];
  if (values.length < 2) return choose(members, others, resolve);
  return {
    type: 'object',
    properties: { [tag]: { enum: values } },
    ...(tagged.every(({ isRequired }) => isRequired) ? { required: [tag] } : {}),
    allOf: values.map((value) => {
      const fitting = tagged.filter((one) => one.values.includes(value));
      const schemas = fitting.map(({ schema }) => schema);
      const isRequired = fitting.every((one) => one.isRequired);
      const asked = schemas.length === 1 ? schemas[0] : choose(schemas, others, resolve);
      const has = { properties: { [tag]: { const: value } }, ...(isRequired ? { required: [tag] } : {}) };
      // Whoever does not have it is fine here; `then` is no name for a property of an object in JavaScript.
      return { if: { not: has }, else: asked ?? { anyOf: schemas } };
    }),
  };
}

function memberOf(schema: unknown, tag: string, resolve: Resolve): Member | null {
  const { properties, required } = object(followed(schema, resolve));
  const values = constants(object(properties)[tag], resolve);
  if (values.length === 0) return null;
  return { schema, values, isRequired: Array.isArray(required) && required.includes(tag) };
}

function constants(schema: unknown, resolve: Resolve): readonly unknown[] {
  const { const: only, enum: several, anyOf } = object(followed(schema, resolve));
  if (only !== undefined) return [only];
  if (Array.isArray(several)) return several;
  return Array.isArray(anyOf) ? anyOf.flatMap((one) => constants(one, resolve)) : [];
}

function followed(schema: unknown, resolve: Resolve): unknown {
  const { $ref } = object(schema);
  return typeof $ref === 'string' ? followed(resolve($ref), resolve) : schema;
}
