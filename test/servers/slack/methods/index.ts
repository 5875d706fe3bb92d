import { type Answer, Refusal, refusal } from '../answer.ts';
import type { Args, Room } from '../room.ts';
import { ARGUMENTS, type Method } from '../schemas.ts';
import { postEphemeral, postMessage, update } from './chat.ts';
import { history, open, replies } from './conversations.ts';
import { completeUpload, uploadUrl } from './files.ts';
import { info } from './users.ts';
import { validate } from './validate.ts';
import { openView } from './views.ts';

interface Declared {
  /** The scope that a bot token needs; null: none. */
  readonly scope: string | null;
  readonly token?: 'app';
  run(args: Args, room: Room): Answer;
}

const METHODS: Readonly<Record<Method, Declared>> = {
  'auth.test': { scope: null, run: (_, room) => authTest(room) },
  'apps.connections.open': { scope: null, token: 'app', run: (_, room) => connectionsOpen(room) },
  'chat.postMessage': { scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { scope: 'chat:write', run: postEphemeral },
  'chat.update': { scope: 'chat:write', run: update },
  'conversations.history': { scope: 'channels:history', run: history },
  'conversations.replies': { scope: 'channels:history', run: replies },
  'conversations.open': { scope: 'im:write', run: open },
  'users.info': { scope: 'users:read', run: info },
  'views.open': { scope: null, run: openView },
  'files.getUploadURLExternal': { scope: 'files:write', run: uploadUrl },
  'files.completeUploadExternal': { scope: 'files:write', run: completeUpload },
};

/** Does what a method does. @throws Refusal as Slack refuses */
export function runMethod(method: string, args: Args, token: string | null, room: Room): Answer {
  if (method === 'blocks.validate') return validate(args, room);
  if (!isMethod(method)) throw refusal('unknown_method');
  const declared = METHODS[method];
  checkToken(token, declared, room);
  const { scope } = declared;
  if (scope !== null && !room.scopes.has(scope))
    throw new Refusal('missing_scope', { needed: scope, provided: [...room.scopes].join(',') });
  // What is said, and views, are checked by themselves, so that what is wrong with them can be read.
  const { blocks: _, text = 'stands in', view, ...rest } = args;
  const stand = { text, ...(view === undefined ? {} : { view: STAND_IN }) };
  const faults = room.schemas.arguments(method)({ ...rest, ...stand });
  if (faults.length > 0) throw refusal('invalid_arguments', faults.slice(0, 5));
  return { ok: true, ...declared.run(args, room) };
}

const STAND_IN = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] };

function isMethod(method: string): method is Method {
  return Object.hasOwn(ARGUMENTS, method);
}

function checkToken(
  token: string | null,
  { token: kind = 'bot' }: { token?: 'bot' | 'app' },
  room: Room,
): void {
  if (token === null) throw refusal('not_authed');
  if (room.revoked.has(token)) throw refusal('token_revoked');
  if (token === room.tokens[kind]) return;
  throw refusal(
    token === room.tokens.bot || token === room.tokens.app ? 'not_allowed_token_type' : 'invalid_auth',
  );
}

function authTest({ workspace }: Room): Answer {
  const { team, botUser, botId } = workspace;
  return {
    url: 'https://lab.slack.example/',
    team: 'lab',
    team_id: team,
    user: 'labvm',
    user_id: botUser,
    bot_id: botId,
  };
}

function connectionsOpen(room: Room): Answer {
  return { url: `${room.origin().replace('http', 'ws')}/socket?ticket=${room.newTicket()}` };
}
