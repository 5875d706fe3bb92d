import { beforeAll, describe, expect, it } from 'vitest';
import { formModal } from '../../../adapters/discord/form/index.ts';
import { applicationCommands } from '../../../adapters/discord/register/index.ts';
import { renderMessage } from '../../../adapters/discord/render/index.ts';
import { forOne, payloadOf, type Wording } from '../../../adapters/discord/rest/body.ts';
import { commands } from '../../../commands/index.ts';
import { type View, view } from '../../../src/view/view.ts';
import { checkCallback } from './check/callback.ts';
import { checkCommands } from './check/commands.ts';
import { checkMessage } from './check/message.ts';
import { loadOpenApi } from './check/openapi.ts';
import { loadSchemas, type Schemas } from './check/schemas.ts';

const openApi = loadOpenApi();
let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});

/** Where there is no such file, it has nothing to say. */
const official = (method: string, path: string, body: unknown) =>
  openApi?.(method, path, body).breaches ?? [];

const lines = Array.from({ length: 400 }, (_, at) => `line ${at} of *what* a guest <@1> said @everyone`).join(
  '\n',
);
const actions = Array.from({ length: 30 }, (_, at) => ({
  label: `Button ${at} `.repeat(at),
  command: `/vm stop web${at}`,
  style: 'danger' as const,
  confirm: 'It is gone then.',
}));
const VIEWS: Readonly<Record<string, View>> = {
  nothing: view({}),
  'a title': view({ tone: 'good', title: 'web1 runs' }),
  'a machine': view({
    tone: 'working',
    title: { en: 'web1', es: 'web1' },
    parts: [
      { kind: 'fields', fields: [{ label: 'State', value: 'running' }] },
      { kind: 'steps', steps: [{ label: 'Copying', state: 'running', fraction: 0.5 }] },
      { kind: 'note', text: 'Try `/vm show web1`' },
    ],
    actions: actions.slice(0, 4),
  }),
  'long output': view({ tone: 'bad', title: 'Log', parts: [{ kind: 'code', text: lines }] }),
  'more buttons than fit': view({ title: 'x', actions }),
  'a long title': view({ title: 'title '.repeat(100), parts: [{ kind: 'text', text: ' ' }] }),
  'a long table': view({
    parts: [
      {
        kind: 'table',
        columns: [{ label: 'Name' }, { label: 'State' }],
        rows: Array.from({ length: 200 }, (_, at) => [`web${at}`, 'running']),
        empty: 'None',
      },
    ],
  }),
};
const WORDINGS: readonly Wording[] = ['card', 'simple', 'text'];

const CASES = Object.keys(VIEWS).flatMap((name) =>
  WORDINGS.flatMap((wording) => [true, false].map((withFile) => ({ name, wording, withFile }))),
);

describe('what labvm says in Discord is taken there', () => {
  it.each(CASES)('$name as $wording, with a file: $withFile', ({ name, wording, withFile }) => {
    for (const locale of ['en', 'es'] as const) {
      const content = renderMessage(VIEWS[name] ?? view({}), locale);
      const { body, files } = payloadOf(content, { wording, withFile, mark: 70_000 });
      const uploaded = files.map((file) => file.name);
      const posted = { ...body, nonce: 'x'.repeat(25), enforce_nonce: true };
      expect(checkMessage(posted, { kind: 'create', uploaded, wasV2: false })).toEqual([]);
      expect(schemas.createMessage(posted)).toEqual([]);
      expect(official('POST', '/channels/1/messages', posted)).toEqual([]);
      const wasV2 = wording !== 'text';
      expect(checkMessage(body, { kind: 'edit', uploaded, wasV2 })).toEqual([]);
      expect(schemas.editMessage(body)).toEqual([]);
      expect(schemas.editWebhookMessage(body)).toEqual([]);
      expect(official('PATCH', '/channels/1/messages/1', body)).toEqual([]);
      expect(official('PATCH', '/webhooks/1/x/messages/@original', body)).toEqual([]);
    }
  });

  it.each(CASES)(
    '$name as the answer to one, as $wording, with a file: $withFile',
    ({ name, wording, withFile }) => {
      const content = renderMessage(VIEWS[name] ?? view({}), 'es');
      const { body, files } = forOne(payloadOf(content, { wording, withFile }));
      const answer = { type: 4, data: body };
      const uploaded = files.map((file) => file.name);
      expect(checkCallback(answer, 2, { fromComponent: false, uploaded })).toEqual([]);
      expect(schemas.callback(answer)).toEqual([]);
      expect(schemas.executeWebhook(body)).toEqual([]);
      expect(official('POST', '/interactions/1/x/callback', answer)).toEqual([]);
    },
  );

  it.each(['global', 'guild'] as const)('its commands, %s', (where) => {
    const body = applicationCommands(commands, where);
    const path = where === 'global' ? '/applications/1/commands' : '/applications/1/guilds/1/commands';
    expect(body.length).toBeGreaterThan(1);
    expect(checkCommands(body, where)).toEqual([]);
    expect(schemas[where === 'global' ? 'globalCommands' : 'guildCommands'](body)).toEqual([]);
    expect(official('PUT', path, body)).toEqual([]);
  });

  it.each(['en', 'es'] as const)('its forms, %s', (locale) => {
    const forms = commands.map((one) => formModal(one, locale)).filter((form) => form !== null);
    expect(forms.length).toBeGreaterThan(1);
    for (const data of forms) {
      const answer = { type: 9, data };
      expect(checkCallback(answer, 2, { fromComponent: false, uploaded: [] })).toEqual([]);
      expect(schemas.callback(answer)).toEqual([]);
      expect(official('POST', '/interactions/1/x/callback', answer)).toEqual([]);
    }
  });
});
