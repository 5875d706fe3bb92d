import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadOpenApi } from './openapi.ts';
import { button, card, file, row, section, select, text } from './samples.ts';
import { type BodyKind, loadSchemas, type Schemas } from './schemas.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});

const whole = [
  card(text(), row(button({ id: 70_000 })), { type: 14, spacing: 2 }),
  section(),
  file('attachment://x.txt'),
  row(select({ placeholder: 'x' })),
];
const sent = { flags: 32_768 | 64, components: whole, allowed_mentions: { parse: [] }, tts: false };
const field = { type: 18, label: 'x', component: { type: 4, custom_id: 'x', style: 1 } };
const modal = { title: 'x', custom_id: 'x', components: [field] };
const slash = { type: 1, name: 'x', description: 'x', name_localizations: { 'es-ES': 'y' } };
const option = { type: 3, name: 'o', description: 'x', autocomplete: true, required: true };

describe('the types of Discord', () => {
  it.each<readonly [BodyKind, unknown]>([
    ['createMessage', { ...sent, nonce: 'x', enforce_nonce: true, message_reference: { message_id: '1' } }],
    ['createMessage', { content: 'x', attachments: [{ id: 0, filename: 'x.txt' }], unknown: true }],
    ['editMessage', { ...sent, content: null, embeds: null }],
    ['executeWebhook', { ...sent, enforce_nonce: true }],
    ['editWebhookMessage', { ...sent, content: null }],
    ['callback', { type: 4, data: { ...sent, enforce_nonce: false } }],
    ['callback', { type: 5 }],
    ['callback', { type: 5, data: { flags: 64 } }],
    ['callback', { type: 7, data: sent }],
    ['callback', { type: 8, data: { choices: [{ name: 'x', value: 'x' }] } }],
    ['callback', { type: 9, data: modal }],
    ['globalCommands', [{ ...slash, options: [option], contexts: [0, 1, 2], integration_types: [0] }]],
    ['guildCommands', [{ ...slash, options: [{ type: 1, name: 's', description: 'x', options: [option] }] }]],
  ])('allow %s, example %#', (kind, body) => {
    expect(schemas[kind](body)).toEqual([]);
  });

  it.each<readonly [BodyKind, unknown, string]>([
    ['createMessage', { content: 1 }, 'content: must be string'],
    [
      'createMessage',
      { components: [{ ...card(text()), colour: 1 }] },
      'components[0]: nobody knows its property "colour"',
    ],
    [
      'createMessage',
      { components: [card({ type: 10 })] },
      "components[0].components[0]: must have required property 'content'",
    ],
    [
      'createMessage',
      { components: [card({ type: 99 })] },
      'components[0].components[0].type: must be one of [1,13,12,9,14,10]',
    ],
    [
      'createMessage',
      { components: [row(button({ style: 5 }))] },
      'components[0].components[0]: nobody knows its property "custom_id"',
    ],
    [
      'createMessage',
      { components: [row(button({ style: 7 }))] },
      'components[0].components[0].style: must be one of [4,1,2,3,6,5]',
    ],
    ['editMessage', { components: [{ type: 4 }] }, 'components[0].type: must be one of [1,17,13,12,9,14,10]'],
    ['executeWebhook', { flags: '64' }, 'flags: must be integer'],
    ['editWebhookMessage', { content: 1 }, 'content: must be string'],
    ['callback', { type: 44 }, 'type: must be one of [8,4,5,6,12,1,7,9,10]'],
    ['callback', { type: 5, data: { content: 'x' } }, 'data: nobody knows its property "content"'],
    [
      'callback',
      { type: 9, data: { ...modal, components: [{ ...field, label: 1 }] } },
      'data.components[0].label: must be string',
    ],
    ['callback', { type: 4, data: sent, id: 1 }, 'body: nobody knows its property "id"'],
    [
      'globalCommands',
      [{ ...slash, description: undefined }],
      "[0]: must have required property 'description'",
    ],
    [
      'globalCommands',
      [{ ...slash, options: [{ ...option, type: 4, min_value: '1' }] }],
      '[0].options[0].min_value: must be number',
    ],
    ['guildCommands', [{ ...slash, contexts: [0] }], '[0]: nobody knows its property "contexts"'],
  ])('do not allow %s, example %#', (kind, body, breach) => {
    expect(schemas[kind](JSON.parse(JSON.stringify(body)))).toContain(breach);
  });

  it('tell what is wrong once, not for every component there is', () => {
    const body = { components: [card(row(button({ label: 1 })))] };
    expect(schemas.createMessage(body)).toEqual([
      'components[0].components[0].components[0].label: must be string',
    ]);
  });
});

/** As Discord writes its file, in small. */
const API = {
  openapi: '3.1.0',
  paths: {
    '/channels/{channel_id}/messages': {
      post: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Message' } } },
        },
      },
    },
    '/channels/{channel_id}/pins': { get: {} },
  },
  components: {
    schemas: {
      Message: {
        type: 'object',
        properties: {
          content: { type: ['string', 'null'], maxLength: 3 },
          components: {
            type: ['array', 'null'],
            items: { oneOf: [{ $ref: '#/components/schemas/Text' }, { $ref: '#/components/schemas/Row' }] },
          },
        },
      },
      Text: {
        type: 'object',
        properties: { type: { type: 'integer', enum: [10] }, content: { type: 'string' } },
        required: ['type', 'content'],
      },
      Row: {
        type: 'object',
        properties: { type: { type: 'integer', enum: [1] }, size: { oneOf: [{ const: 1 }, { const: 2 }] } },
        required: ['type', 'size'],
      },
    },
  },
};

function openApi() {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-openapi-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'api.json'), JSON.stringify(API));
  const check = loadOpenApi(join(folder, 'api.json'));
  if (!check) throw new Error('The file was not found.');
  return check;
}

describe('the OpenAPI file', () => {
  it('is not needed', () => {
    expect(loadOpenApi(join(tmpdir(), 'labvm-no-such-file.json'))).toBeNull();
  });

  it.each(['/channels/{channel_id}/messages', '/channels/1/messages', '/api/v10/channels/1/messages'])(
    'is asked by operation: %s',
    (path) => {
      expect(openApi()('POST', path, { content: 'xxxx' }).breaches).toEqual([
        'content: must NOT have more than 3 characters',
      ]);
      expect(openApi()('POST', path, { content: 'xxx' })).toEqual({ breaches: [], warnings: [] });
    },
  );

  it('says nothing of an operation that it does not know', () => {
    for (const [method, path] of [
      ['PATCH', '/channels/1/messages'],
      ['GET', '/channels/1/pins'],
      ['POST', '/x'],
    ] as const)
      expect(openApi()(method, path, { content: 1 })).toEqual({ breaches: [], warnings: [] });
  });

  it('is asked by the type of a component', () => {
    const body = { components: [{ type: 10 }, { type: 1, size: 3 }, { type: 2 }] };
    expect(openApi()('POST', '/channels/1/messages', body).breaches).toEqual([
      "components[0]: must have required property 'content'",
      'components[1].size: must be one of [1,2]',
      'components[2].type: must be one of [10,1]',
    ]);
  });

  it('only warns of what it does not list', () => {
    const body = { tts: false, components: [{ type: 10, content: 'x', colour: 1 }] };
    expect(openApi()('POST', '/channels/1/messages', body)).toEqual({
      breaches: [],
      warnings: [
        'body: nobody knows its property "tts"',
        'components[0]: nobody knows its property "colour"',
      ],
    });
  });
});
