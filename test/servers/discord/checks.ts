import { checkCallback } from './check/callback.ts';
import { checkCommands } from './check/commands.ts';
import { checkMessage } from './check/message.ts';
import { loadOpenApi } from './check/openapi.ts';
import { type BodyKind, loadSchemas } from './check/schemas.ts';
import type { Asked } from './room.ts';
import type { Message } from './space.ts';

/** Says what is wrong with what an app sends; nothing where it is right. */
export interface Checks {
  /** @param before the message that is changed, or whose place is taken */
  message(asked: Asked, before: Message | null): readonly string[];
  /** @param pressed the message that was acted on */
  callback(asked: Asked, interactionType: number, pressed: Message | null): readonly string[];
  commands(asked: Asked, where: 'global' | 'guild'): readonly string[];
}

const KINDS: Readonly<
  Record<string, { readonly schema: BodyKind; readonly kind: 'create' | 'edit' | 'callback' }>
> = {
  'POST /channels/:id/messages': { schema: 'createMessage', kind: 'create' },
  'PATCH /channels/:id/messages/:id': { schema: 'editMessage', kind: 'edit' },
  'POST /webhooks/:id/:token': { schema: 'executeWebhook', kind: 'callback' },
  'PATCH /webhooks/:id/:token/messages/:id': { schema: 'editWebhookMessage', kind: 'edit' },
};
const V2 = 1 << 15;

/** Every rule: the types of the API, Discord's own OpenAPI file where there is one, and what neither says. */
export function loadChecks(): Promise<Checks> {
  loading ??= load();
  return loading;
}

/** Reading and compiling them takes a second: once for all servers of a process. */
let loading: Promise<Checks> | null = null;

async function load(): Promise<Checks> {
  const schemas = await loadSchemas();
  const openApi = loadOpenApi();
  const byFile = ({ method, path, body }: Asked) =>
    openApi?.(method, `/${path.join('/')}`, body).breaches ?? [];
  const files = ({ files: sent }: Asked) => sent.map(({ name }) => name);
  const about = (message: Message | null) => ({
    wasV2: ((message?.flags ?? 0) & V2) !== 0,
    kept: message?.attachments.map(({ filename }) => filename) ?? [],
  });
  return {
    message(asked, before) {
      const { schema, kind } = KINDS[asked.route] ?? { schema: 'createMessage', kind: 'create' };
      const rules = checkMessage(asked.body, { kind, uploaded: files(asked), ...about(before) });
      return [...rules, ...schemas[schema](asked.body), ...byFile(asked)];
    },
    callback(asked, interactionType, pressed) {
      const context = { fromComponent: pressed !== null, uploaded: files(asked), ...about(pressed) };
      return [
        ...checkCallback(asked.body, interactionType, context),
        ...schemas.callback(asked.body),
        ...byFile(asked),
      ];
    },
    commands: (asked, where) => [
      ...checkCommands(asked.body, where),
      ...schemas[where === 'global' ? 'globalCommands' : 'guildCommands'](asked.body),
      ...byFile(asked),
    ],
  };
}
