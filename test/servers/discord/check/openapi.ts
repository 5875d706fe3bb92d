import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvBreaches } from './ajv-breaches.ts';
import { askedByTag } from './by-tag.ts';
import { type Json, object } from './json.ts';

/** What Discord's own OpenAPI file says against the body of a request. */
export interface OpenApiVerdict {
  readonly breaches: readonly string[];
  /** Properties that the file does not list: discord.js itself sends some. */
  readonly warnings: readonly string[];
}

/**
 * Checks a body by its operation.
 * @param method such as `POST`
 * @param path a path or its template, such as `/channels/{channel_id}/messages`, with or without `/api/v10`
 */
export type OpenApiCheck = (method: string, path: string, body: unknown) => OpenApiVerdict;

const SHARED_FILE = join('..', 'shared', 'spec', 'discord-openapi.json');
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const NOTHING: OpenApiVerdict = { breaches: [], warnings: [] };

interface Compiled {
  readonly body: ValidateFunction;
  readonly closed: ValidateFunction;
}

/**
 * Discord's OpenAPI 3.1 file as a check.
 * @param file where it is; by default `LABVM_DISCORD_OPENAPI` or the folder that lies beside the project's
 * @returns null where there is no such file
 */
export function loadOpenApi(
  file = process.env.LABVM_DISCORD_OPENAPI ?? join(ROOT, SHARED_FILE),
): OpenApiCheck | null {
  if (!existsSync(file)) return null;
  const api = object(JSON.parse(readFileSync(file, 'utf8')));
  const compile = compiler(api);
  const compiled = new Map<unknown, Compiled>();
  return (method, path, body) => {
    const schema = bodySchema(api, method, path);
    if (schema === null) return NOTHING;
    const { body: open, closed } = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, { body: open, closed });
    const breaches = open(body) ? [] : ajvBreaches(open.errors);
    const unknown = closed(body) ? [] : (closed.errors ?? []).filter(isUnknownProperty);
    return { breaches, warnings: ajvBreaches(unknown) };
  };
}

function isUnknownProperty({ keyword }: { keyword: string }): boolean {
  return keyword === 'additionalProperties';
}

function compiler(api: Json): (schema: object) => Compiled {
  const resolve = (ref: string) => at(api, ref);
  const components = object(askedByTag(api.components, resolve));
  const create = (parts: Json) => {
    // Formats such as int32 and snowflake are of OpenAPI, not of JSON Schema.
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    return (schema: object) => ajv.compile({ ...object(askedByTag(schema, resolve)), components: parts });
  };
  const [open, closed] = [create(components), create(object(withoutMore(components)))];
  return (schema) => ({ body: open(schema), closed: closed(schema) });
}

/** The same schema, taking only the properties that it lists. */
function withoutMore(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutMore);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withoutMore(value)]));
  const isListed = inner.type === 'object' && inner.properties !== undefined && inner.allOf === undefined;
  return isListed && inner.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

function at(api: Json, ref: string): unknown {
  let found: unknown = api;
  for (const key of ref.replace(/^#\//, '').split('/')) found = object(found)[key];
  return found;
}

/** The schema of what an operation takes as JSON; the JSON within a multipart body is the same. */
function bodySchema(api: Json, method: string, path: string): object | null {
  const asked = path.replace(/^\/api\/v\d+/, '').split('/');
  const fitting = Object.entries(object(api.paths))
    .map(([template, operations]) => ({ segments: template.split('/'), operations: object(operations) }))
    .filter(({ segments }) => fits(segments, asked))
    .toSorted((one, other) => variables(one.segments) - variables(other.segments));
  for (const { operations } of fitting) {
    const { requestBody } = object(operations[method.toLowerCase()]);
    const { schema } = object(object(object(requestBody).content)['application/json']);
    if (typeof schema === 'object' && schema !== null) return schema;
  }
  return null;
}

function fits(segments: readonly string[], asked: readonly string[]): boolean {
  return (
    segments.length === asked.length && segments.every((one, at) => isVariable(one) || one === asked[at])
  );
}

function variables(segments: readonly string[]): number {
  return segments.filter(isVariable).length;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}
