import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { ajvBreaches } from './ajv-breaches.ts';
import { askedByTag } from './by-tag.ts';
import { BODY_TYPES, type BodyKind, generateSchemas } from './generate-schemas.ts';
import { object } from './json.ts';

export type { BodyKind } from './generate-schemas.ts';

/** What the types of `discord-api-types` say against a body of a request; nothing where they allow it. */
export type Schemas = Readonly<Record<BodyKind, (body: unknown) => string[]>>;

type Generated = Readonly<Record<BodyKind, object>>;

const require = createRequire(import.meta.url);

/** Bodies of messages: what the types do not list there is left to Discord, which ignores it. */
const OPEN = /^(?:RESTP(?:ost|atch)API\w+JSONBody|(?:Omit|Pick)<RESTPostAPIWebhookWithTokenJSONBody\b.*)$/;
const COMMANDS = /Command/;

/** JSON Schemas of the bodies of requests, made once for each version of the types and kept beside them. */
export async function loadSchemas(): Promise<Schemas> {
  const generated = await cached();
  const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  const compiled = new Map<BodyKind, ValidateFunction>();
  const check = (kind: BodyKind) => (body: unknown) => {
    const validate = compiled.get(kind) ?? ajv.compile(adapted(generated[kind]));
    compiled.set(kind, validate);
    return validate(body) ? [] : ajvBreaches(validate.errors);
  };
  const kinds = Object.keys(BODY_TYPES) as BodyKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, check(kind)])) as unknown as Schemas;
}

function adapted(schema: object): object {
  const { definitions, ...root } = schema as { definitions?: object };
  const known = Object.fromEntries(Object.entries(definitions ?? {}).map(adaptedDefinition));
  const resolve = (ref: string) => known[decodeURIComponent(ref.replace('#/definitions/', ''))];
  return object(askedByTag({ ...root, definitions: known }, resolve));
}

function adaptedDefinition([name, definition]: [string, unknown]): [string, unknown] {
  // Flags are added up: the types list them one by one.
  if (name === 'MessageFlags') return [name, { type: 'integer', minimum: 0 }];
  if (OPEN.test(name) && !COMMANDS.test(name))
    return [name, { ...object(definition), additionalProperties: true }];
  return [name, definition];
}

async function cached(): Promise<Generated> {
  const packages = ['discord-api-types/v10', 'ts-json-schema-generator'].map(packageFile);
  const versions = packages.map(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version,
  );
  const key = createHash('sha256')
    .update(JSON.stringify([versions, BODY_TYPES]))
    .digest('hex')
    .slice(0, 16);
  const types = dirname(packages[0] ?? '');
  const folder = join(types, '..', '.cache', 'labvm-discord-schemas');
  const file = join(folder, `${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Generated;
  const generated = await generateSchemas(types);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(generated));
  renameSync(`${file}.${process.pid}`, file);
  return generated;
}

/** Not every package lets its package.json be resolved: what it exports can be. */
function packageFile(entry: string): string {
  const [name] = entry.split('/');
  let folder = dirname(require.resolve(entry));
  while (!isPackage(join(folder, 'package.json'), name)) folder = dirname(folder);
  return join(folder, 'package.json');
}

function isPackage(file: string, name: string | undefined): boolean {
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === name;
}
