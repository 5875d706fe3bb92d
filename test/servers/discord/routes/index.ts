import { GUILD_NAME } from '../gateway.ts';
import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Asked, Reply, Room } from '../room.ts';
import { shownUser } from '../shown.ts';
import { readCommands, writeCommands } from './commands.ts';
import { answerFirst, deleteAnswer, editAnswer, followUp, readAnswer } from './interactions.ts';
import { deleteMessage, editMessage, postMessage, readMessages } from './messages.ts';

/** A route of the API. */
export interface Route {
  readonly route: string;
  /** Whether the bot's token is needed; the others are opened by an interaction's. */
  readonly isBots: boolean;
  readonly serve: (asked: Asked, room: Room) => Reply;
}

const bots = (route: string, serve: Route['serve']): Route => ({ route, isBots: true, serve });
const tokens = (route: string, serve: Route['serve']): Route => ({ route, isBots: false, serve });

const ROUTES: readonly Route[] = [
  bots('POST /channels/:id/messages', postMessage),
  bots('GET /channels/:id/messages', readMessages),
  bots('PATCH /channels/:id/messages/:id', editMessage),
  bots('DELETE /channels/:id/messages/:id', deleteMessage),
  tokens('POST /interactions/:id/:token/callback', answerFirst),
  tokens('GET /webhooks/:id/:token/messages/:id', readAnswer),
  tokens('PATCH /webhooks/:id/:token/messages/:id', editAnswer),
  tokens('DELETE /webhooks/:id/:token/messages/:id', deleteAnswer),
  tokens('POST /webhooks/:id/:token', followUp),
  bots('GET /applications/:id/commands', readCommands),
  bots('PUT /applications/:id/commands', writeCommands),
  bots('GET /applications/:id/guilds/:id/commands', readCommands),
  bots('PUT /applications/:id/guilds/:id/commands', writeCommands),
  bots('POST /users/@me/channels', openDirect),
  bots('GET /users/@me/guilds', readGuilds),
  bots('GET /users/:id', readUser),
  bots('GET /applications/@me', readApplication),
  bots('GET /guilds/:id/members/:id', readMember),
];

function openDirect({ body }: Asked, { space }: Room): Reply {
  const user = String(body.recipient_id ?? '');
  if (!space.people.has(user)) throw new Refusal(404, 10_013, 'Unknown User');
  const { id } = space.direct(user);
  return { id, type: 1, last_message_id: newId(), recipients: [shownUser(user, space.people)] };
}

function readUser({ path }: Asked, { space }: Room): Reply {
  const id = path[1] === '@me' ? space.botUser : (path[1] ?? '');
  if (id !== space.botUser && !space.people.has(id)) throw new Refusal(404, 10_013, 'Unknown User');
  return shownUser(id, space.people);
}

/** The servers that the bot is in (list_my_guilds in Discord's OpenAPI file), by the names that they have here. */
function readGuilds(_asked: Asked, { space }: Room): Reply {
  const nothing = { icon: null, banner: null, owner: false, permissions: '0', features: [] };
  return space.guilds.map((id) => ({ id, name: GUILD_NAME, ...nothing }));
}

function readApplication(_asked: Asked, { appId }: Room): Reply {
  return { id: appId, name: 'labvm', description: '', bot_public: false, flags: 0 };
}

function readMember({ path }: Asked, { space }: Room): Reply {
  const id = path[3] ?? '';
  if (!space.guilds.includes(path[1] ?? '')) throw new Refusal(404, 10_004, 'Unknown Guild');
  const who = space.people.get(id);
  if (id !== space.botUser && (!who || who.isStranger)) throw new Refusal(404, 10_007, 'Unknown Member');
  return { user: shownUser(id, space.people), nick: null, roles: [], deaf: false, mute: false, flags: 0 };
}

/** The route that a request is for. */
export function routeOf(method: string, path: readonly string[]): Route | null {
  return ROUTES.find((one) => matches(one.route, method, path)) ?? null;
}

function matches(route: string, method: string, path: readonly string[]): boolean {
  const [wanted, pattern = ''] = route.split(' ');
  const parts = pattern.split('/').slice(1);
  if (wanted !== method || parts.length !== path.length) return false;
  return parts.every((part, at) => part.startsWith(':') || part === path[at]);
}
