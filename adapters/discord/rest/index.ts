import {
  type APIMessage,
  type APIUser,
  DefaultRestOptions,
  type InteractionResponseType,
  MessageFlags,
  REST,
  type RESTOptions,
  type RESTPutAPIApplicationCommandsJSONBody,
  type RouteLike,
  Routes,
} from 'discord.js';
import { refusalOf } from '../../../src/chat/call-failure.ts';
import { createDiscordClock, type DiscordClock } from '../clock.ts';
import type { DiscordSettings } from '../settings.ts';
import type { Body, Sendable } from './body.ts';
import { CODES, callError } from './failure.ts';
import { findMessage, type Search } from './find-message.ts';
import { nonceOf } from './message-mark.ts';

export { type Body, forOne, type Payload, payloadOf, type Wording } from './body.ts';
export { CODES, failureOf } from './failure.ts';
export { markOf } from './message-mark.ts';

/** Where a message is. */
export interface Sent {
  readonly channel: string;
  readonly message: string;
}

/** The first answer to an interaction; `data` is what its type wants. */
export interface FirstAnswer {
  readonly type: InteractionResponseType;
  readonly data?: object;
}

/** A message that is posted where people can see it. */
export interface Post extends Sendable {
  readonly channel: string;
  /** Names the message for good: Discord makes no second one with the same `nonce` within some minutes. */
  readonly id: string;
  /** The message that it answers. */
  readonly replyTo: string | null;
}

/** The calls to Discord that labvm makes. Each throws a ChatCallError. */
export interface Rest {
  /** The one first answer to an interaction, within three seconds of it. */
  respond(
    interaction: string,
    token: string,
    response: FirstAnswer,
    files?: Sendable['files'],
  ): Promise<void>;
  /** Changes the first answer to an interaction, for 15 minutes. */
  editOriginal(token: string, payload: Sendable): Promise<Sent>;
  deleteOriginal(token: string): Promise<void>;
  /** The first answer to an interaction: where it is, and whether its asker alone sees it. */
  original(token: string): Promise<Sent & { readonly isPrivate: boolean }>;
  /** Says another thing to an interaction. */
  followUp(token: string, payload: Sendable): Promise<Sent>;
  post(post: Post): Promise<Sent>;
  edit(at: Sent, payload: Sendable): Promise<void>;
  /** @param search its time by our clock; @returns the id of the message, or null if it is not there */
  find(search: Search): Promise<string | null>;
  /** @returns the channel of the direct messages with this person */
  openDirect(user: string): Promise<string>;
  userInfo(user: string): Promise<{ name: string; locale: undefined }>;
  /** Whether somebody is in a server; not so either where labvm is not in it. */
  isMember(guild: string, user: string): Promise<boolean>;
  /** The servers that labvm is in, by their ids; the first 200. */
  guildNames(): Promise<ReadonlyMap<string, string>>;
  /** The commands that Discord has for us, everywhere or in one server, with all their languages. */
  commands(guild: string | null): Promise<unknown>;
  putCommands(guild: string | null, commands: RESTPutAPIApplicationCommandsJSONBody): Promise<void>;
}

/** How long one call may take unless it is said, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** @param theirs ends with the SDK's own time limit */
function untilEither(ours: AbortSignal, theirs: AbortSignal | null | undefined): AbortSignal {
  return theirs ? AbortSignal.any([ours, theirs]) : ours;
}

/** An interaction has no answer: it was deleted, or never given. */
export const NOT_THERE: ReadonlySet<unknown> = new Set([CODES.unknownWebhook, CODES.unknownMessage]);

const NO_MEMBER: ReadonlySet<unknown> = new Set([
  CODES.unknownGuild,
  CODES.unknownMember,
  CODES.missingAccess,
]);

export interface CallOptions {
  /** When no call goes on any more. */
  readonly signal: AbortSignal;
  /** Learns from every answer. */
  readonly clock?: DiscordClock;
  readonly timeoutMs?: number;
}

/**
 * How the SDK asks: once, for whoever calls knows better what a second attempt would do. Nothing waits within it
 * either: messages are sent when their turn comes, with their newest state then, and a wait of the SDK's cannot be ended.
 */
export function restOptions(
  apiUrl: string | undefined,
  { signal, clock, timeoutMs = TIMEOUT_MS }: CallOptions,
): Partial<RESTOptions> {
  return {
    version: '10',
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: () => true,
    async makeRequest(url, init) {
      const sentMs = Date.now();
      const until = { ...init, signal: untilEither(signal, init.signal) };
      const response = await DefaultRestOptions.makeRequest(url, until);
      clock?.answered(sentMs, response.headers.get('date'), Date.now());
      return response;
    },
    ...(apiUrl === undefined ? {} : { api: apiUrl.replace(/(\/v\d+)?\/*$/, '') }),
  };
}

export function createRest(
  { token: botToken, appId, apiUrl }: Omit<DiscordSettings, 'guildIds'>,
  { clock = createDiscordClock(), ...how }: CallOptions,
): Rest {
  const options = restOptions(apiUrl, { clock, ...how });
  const bot = new REST(options).setToken(botToken);
  // What is answered to interactions is asked without the bot's token, and not counted among its fifty requests a
  // second (docs.discord.com, rate limits).
  const asker = new REST({ ...options, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  return { ...tokenCalls(asker, appId), ...botCalls(bot, appId, clock) };
}

async function call<T>(name: string, asking: Promise<unknown>): Promise<T> {
  try {
    return (await asking) as T;
  } catch (error) {
    throw callError(name, error);
  }
}

type TokenCalls = Pick<Rest, 'respond' | 'editOriginal' | 'deleteOriginal' | 'original' | 'followUp'>;

/** What the token of an interaction opens. */
function tokenCalls(asker: REST, appId: string): TokenCalls {
  const original = (token: string) => Routes.webhookMessage(appId, token, '@original');
  return {
    respond: (interaction, token, response, files) =>
      call(
        'POST /interactions/:id/:token/callback',
        asker.post(Routes.interactionCallback(interaction, token), { auth: false, ...sent(response, files) }),
      ),
    async editOriginal(token, { body, files }) {
      const asking = asker.patch(original(token), { auth: false, ...sent(body, files) });
      return placeOf(await call('PATCH /webhooks/:id/:token/messages/@original', asking));
    },
    deleteOriginal: (token) =>
      call('DELETE /webhooks/:id/:token/messages/@original', asker.delete(original(token), { auth: false })),
    async original(token) {
      const asking = asker.get(original(token), { auth: false });
      const found = await call<APIMessage>('GET /webhooks/:id/:token/messages/@original', asking);
      return { ...placeOf(found), isPrivate: ((found.flags ?? 0) & MessageFlags.Ephemeral) !== 0 };
    },
    async followUp(token, { body, files }) {
      const asking = asker.post(Routes.webhook(appId, token), { auth: false, ...sent(body, files) });
      return placeOf(await call('POST /webhooks/:id/:token', asking));
    },
  };
}

/** What the bot may do as itself. */
function botCalls(bot: REST, appId: string, clock: DiscordClock): Omit<Rest, keyof TokenCalls> {
  const commandsOf = (guild: string | null): RouteLike =>
    guild === null ? Routes.applicationCommands(appId) : Routes.applicationGuildCommands(appId, guild);
  return {
    async post({ channel, id, replyTo, body, files }) {
      // A message that it answers may be gone by now: then it stands for itself.
      const reference =
        replyTo === null ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
      const named = { ...body, nonce: nonceOf(id), enforce_nonce: true, ...reference };
      const asking = bot.post(Routes.channelMessages(channel), sent(named, files));
      return placeOf(await call('POST /channels/:id/messages', asking));
    },
    edit: ({ channel, message }, { body, files }) =>
      call(
        'PATCH /channels/:id/messages/:id',
        bot.patch(Routes.channelMessage(channel, message), sent(body, files)),
      ),
    find: ({ sinceMs, ...search }) =>
      call('GET /channels/:id/messages', findMessage(bot, { ...search, sinceMs: clock.theirs(sinceMs) })),
    async openDirect(user) {
      const asking = bot.post(Routes.userChannels(), { body: { recipient_id: user } });
      const { id } = await call<{ id: string }>('POST /users/@me/channels', asking);
      return id;
    },
    async userInfo(user) {
      const found = await call<APIUser>('GET /users/:id', bot.get(Routes.user(user)));
      return { name: found.global_name ?? found.username, locale: undefined };
    },
    async isMember(guild, user) {
      try {
        await call('GET /guilds/:id/members/:id', bot.get(Routes.guildMember(guild, user)));
        return true;
      } catch (error) {
        if (NO_MEMBER.has(refusalOf(error)?.code)) return false;
        throw error;
      }
    },
    async guildNames() {
      const asking = bot.get(Routes.userGuilds());
      const guilds = await call<readonly { id: string; name: string }[]>('GET /users/@me/guilds', asking);
      return new Map(guilds.map(({ id, name }) => [id, name]));
    },
    commands: (guild) =>
      call(
        'GET commands',
        bot.get(commandsOf(guild), { query: new URLSearchParams({ with_localizations: 'true' }) }),
      ),
    putCommands: (guild, commands) => call('PUT commands', bot.put(commandsOf(guild), { body: commands })),
  };
}

function sent(body: Body | object, files: Sendable['files'] = []) {
  return files.length === 0 ? { body } : { body, files: [...files] };
}

function placeOf({ id, channel_id: channel }: APIMessage): Sent {
  return { channel, message: id };
}
