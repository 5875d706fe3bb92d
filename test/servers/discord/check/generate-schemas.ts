import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bodies of requests that the server takes, with their types in `discord-api-types/v10`. */
export const BODY_TYPES = {
  createMessage: 'RESTPostAPIChannelMessageJSONBody',
  editMessage: 'RESTPatchAPIChannelMessageJSONBody',
  callback: 'RESTPostAPIInteractionCallbackJSONBody',
  executeWebhook: 'RESTPostAPIWebhookWithTokenJSONBody',
  editWebhookMessage: 'RESTPatchAPIWebhookWithTokenMessageJSONBody',
  globalCommands: 'RESTPutAPIApplicationCommandsJSONBody',
  guildCommands: 'RESTPutAPIApplicationGuildCommandsJSONBody',
} as const;

export type BodyKind = keyof typeof BODY_TYPES;

/** Types that only say what may be `undefined` or null; the generator makes empty objects of them. */
const HELPERS =
  /(type (?:_AddUndefinedToPossiblyUndefinedPropertiesOfInterface|_NonNullableFields)<(\w+)> = )\{[^}]*\}/g;

/** No code, and no other version of the API. */
const UNUSED = /\.(?:m?js|map|md)$|[/\\](?:v[689]|deno|node_modules)$/;

/**
 * JSON Schemas of what the types allow; takes a few seconds.
 * @param types the folder of the package `discord-api-types`
 */
export async function generateSchemas(types: string): Promise<Record<BodyKind, object>> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const copy = mkdtempSync(join(tmpdir(), 'labvm-discord-types-'));
  try {
    cpSync(types, copy, { recursive: true, filter: (file) => !UNUSED.test(file.slice(types.length)) });
    const internals = join(copy, 'utils', 'internals.d.ts');
    const source = readFileSync(internals, 'utf8');
    const [helpers, found] = [source.replace(HELPERS, '$1$2'), source.match(HELPERS)?.length];
    if (found !== 2) throw new Error(`${found ?? 0} of 2 helper types of discord-api-types were found.`);
    writeFileSync(internals, helpers);
    const compilerOptions = {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      target: 'es2022',
      strict: true,
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [] }));
    const generator = createGenerator({
      path: join(copy, 'rest', 'v10', 'index.d.ts'),
      tsconfig: join(copy, 'tsconfig.json'),
      skipTypeCheck: true,
      expose: 'all',
      additionalProperties: false,
    });
    return Object.fromEntries(
      Object.entries(BODY_TYPES).map(([kind, type]) => [kind, generator.createSchema(type)]),
    ) as Record<BodyKind, object>;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
