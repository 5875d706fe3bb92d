import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Schema } from 'ts-json-schema-generator';

const require = createRequire(import.meta.url);

/** Slack's methods that the server has, with the type that the SDK gives their arguments. */
export const ARGUMENTS = {
  'auth.test': 'AuthTestArguments',
  'apps.connections.open': 'AppsConnectionsOpenArguments',
  'chat.postMessage': 'ChatPostMessageArguments',
  'chat.postEphemeral': 'ChatPostEphemeralArguments',
  'chat.update': 'ChatUpdateArguments',
  'conversations.history': 'ConversationsHistoryArguments',
  'conversations.replies': 'ConversationsRepliesArguments',
  'conversations.open': 'ConversationsOpenArguments',
  'users.info': 'UsersInfoArguments',
  'views.open': 'ViewsOpenArguments',
  'files.getUploadURLExternal': 'FilesGetUploadURLExternalArguments',
  'files.completeUploadExternal': 'FilesCompleteUploadExternalArguments',
} as const;

export type Method = keyof typeof ARGUMENTS;

/** Says what is wrong with a value; nothing where it is right. */
export type Check = (value: unknown) => readonly string[];

export interface Schemas {
  readonly arguments: (method: Method) => Check;
  /** By the block's own `type`, so that what is wrong can be read; null for a type that the SDK does not know. */
  readonly block: (type: string) => Check | null;
  readonly view: Check;
}

interface Generated {
  readonly arguments: Readonly<Record<string, Schema>>;
  readonly blocks: Schema;
  readonly view: Schema;
}

/** Compiling them takes seconds in which nobody is answered: the servers of one process share them. */
let loaded: Promise<Schemas> | undefined;

/** JSON Schemas of what the SDK's types allow. Made once for each version of the SDK, and kept beside it. */
export function loadSchemas(): Promise<Schemas> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Schemas> {
  const generated = await cached();
  // What travels in a form is text: "true" is a boolean, "50" a number.
  const form = new Ajv({ strict: false, coerceTypes: true, allowUnionTypes: true });
  const exact = new Ajv({ strict: false, allowUnionTypes: true });
  const compiled = new Map<string, ValidateFunction>();
  const check =
    (name: string, ajv: Ajv, schema: () => Schema): Check =>
    (value) => {
      const validate = compiled.get(name) ?? ajv.compile(schema());
      compiled.set(name, validate);
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message = '' }) =>
        `${instancePath} ${message}`.trim(),
      );
    };
  type Shape = { properties?: { type?: Schema } };
  const definitions = (generated.blocks.definitions ?? {}) as Record<string, Shape & { anyOf?: Shape[] }>;
  const byType = new Map(
    Object.entries(definitions).flatMap(([name, { properties, anyOf = [] }]) => {
      // An image is one of two: with an address, or with a file.
      const type = (properties ?? anyOf[0]?.properties)?.type?.const;
      return name.endsWith('Block') && typeof type === 'string' ? [[type, name]] : [];
    }),
  );
  return {
    arguments: (method) => check(method, form, () => generated.arguments[method] ?? {}),
    block(type) {
      const name = byType.get(type);
      if (name === undefined) return null;
      return check(`block ${type}`, exact, () => ({ $ref: `#/definitions/${name}`, definitions }) as Schema);
    },
    view: check('view', exact, () => generated.view),
  };
}

async function cached(): Promise<Generated> {
  const packages = ['@slack/types', '@slack/web-api', 'ts-json-schema-generator'].map(packageFile);
  const versions = packages.map(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version,
  );
  const key = createHash('sha256')
    .update(JSON.stringify([versions, ARGUMENTS]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(dirname(packages[0] ?? ''), '..', '..', '.cache', 'labvm-slack-schemas');
  const file = join(folder, `${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Generated;
  const generated = await generate();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(generated));
  renameSync(`${file}.${process.pid}`, file);
  return generated;
}

function packageFile(name: string): string {
  // Not every package lets its package.json be resolved: its entry can be.
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json')) || !isPackage(join(folder, 'package.json'), name))
    folder = dirname(folder);
  return join(folder, 'package.json');
}

function isPackage(file: string, name: string): boolean {
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === name;
}

async function generate(): Promise<Generated> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const types = join(dirname(packageFile('@slack/types')), 'dist', 'index.d.ts');
  const requests = join(dirname(packageFile('@slack/web-api')), 'dist', 'types', 'request', 'index.d.ts');
  const common = {
    skipTypeCheck: true,
    expose: 'all',
    tsconfig: join(import.meta.dirname, 'tsconfig.schemas.json'),
  } as const;
  const blocks = createGenerator({ ...common, path: types, additionalProperties: false });
  // Slack ignores arguments that it does not know.
  const args = createGenerator({ ...common, path: requests, additionalProperties: true });
  return {
    blocks: blocks.createSchema('KnownBlock'),
    view: blocks.createSchema('ModalView'),
    arguments: Object.fromEntries(
      Object.entries(ARGUMENTS).map(([method, type]) => [method, args.createSchema(type)]),
    ),
  };
}
