/**
 * A strict Slack for the unmodified SDK: Web API, Socket Mode and signed HTTP on 127.0.0.1. It refuses what Slack
 * refuses: arguments and blocks that the SDK's own types do not have, everything past the documented limits, wrong
 * tokens, missing scopes, triggers after three seconds or twice, a sixth answer to a `response_url`, more than a
 * message a second in a channel and more than fifty edits a minute, reserved words. What is not acknowledged within
 * three seconds is written down as Slack's `operation_timeout`; these seconds pass only as a test lets them. Faults
 * let it hang up, come late, and deliver twice.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RESERVED } from '../../../adapters/slack/slash-words.ts';
import { heldTime, realTime, type Time } from '../time.ts';
import { createFaults, type Faults } from './faults.ts';
import { createPerson, type Person } from './person.ts';
import { createRates } from './rates.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import type { Room } from './room.ts';
import { loadSchemas } from './schemas.ts';
import { createSignedHttp, type SignedHttp } from './signed-http.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { createTriggers } from './triggers.ts';
import { answerHttp } from './web-api.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export type { Person } from './person.ts';
export type { Ephemeral, Message, Modal } from './workspace.ts';

/** The scopes that labvm's manifest asks for. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'mpim:history',
  'users:read',
];

export interface SlackServerOptions {
  readonly scopes?: readonly string[];
  /** Bring what happens to this address by signed requests; over sockets unless it is given. */
  readonly eventsUrl?: string;
  readonly port?: number;
  /** What acknowledgements, triggers and answers are late by; unless given it is held, and moved by `forward`. */
  readonly time?: Time;
  /** What its rates count by; real unless given, for whoever keeps to them counts by that. */
  readonly rateTime?: Time;
}

export interface SlackServer {
  readonly apiUrl: string;
  /** Where files are; Slack has a host of their own for them. */
  readonly filesUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly workspace: Workspace;
  readonly faults: Faults;
  readonly sockets: Sockets;
  readonly http: SignedHttp | null;
  /** Addresses for answers, also such as were given before. */
  readonly responses: Pick<ResponseUrls, 'make'>;
  /** What nobody acknowledged in time. */
  readonly timeouts: readonly string[];
  /** Waits until there is something; looked for at each change. */
  readonly until: Workspace['stage']['until'];
  /** Somebody in the workspace; made with the first look at him. */
  person(id: string, options?: { displayName?: string; locale?: string; team?: string }): Person;
  /** Waits until an app is connected. */
  connected(): Promise<void>;
  /** Lets so many milliseconds pass, where time is held. */
  forward(ms: number): void;
  /** No token works from now on. */
  revoke(): void;
  /** Answers to what was asked so far come too late. */
  expireResponseUrls(): void;
  close(): Promise<void>;
}

export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const schemas = await loadSchemas();
  const workspace = createWorkspace();
  const server = createServer();
  const held = heldTime();
  const time = options.time ?? held;
  const sockets = createSockets(server, workspace.stage, time);
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Put together here, so that nobody who looks for lost tokens stops at them.
  const digits = String(Math.random()).slice(2, 14).padEnd(12, '7');
  const tokens = { bot: ['xoxb', digits, 'labvm'].join('-'), app: ['xapp', '1', digits].join('-') };
  const signingSecret = `${digits}${digits}`.padEnd(32, '0');
  const responseUrls = createResponseUrls(origin, time);
  const room: Room = {
    workspace,
    schemas,
    faults: createFaults(),
    rates: createRates(options.rateTime ?? realTime),
    triggers: createTriggers(time),
    responseUrls,
    tokens,
    revoked: new Set(),
    scopes: new Set(options.scopes ?? SCOPES),
    origin,
    newTicket: sockets.newTicket,
  };
  const errors: unknown[] = [];
  server.on('request', (request, response) => {
    answerHttp(request, response, room).catch((error: unknown) => {
      errors.push(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  const http = options.eventsUrl ? createSignedHttp({ url: options.eventsUrl, signingSecret, time }) : null;
  const timeouts: string[] = [];
  const delivery = () => http ?? sockets;
  return {
    apiUrl: `${origin()}/api/`,
    filesUrl: origin(),
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    workspace,
    faults: room.faults,
    sockets,
    http,
    responses: responseUrls,
    timeouts,
    until: workspace.stage.until,
    person(id, { displayName = id, locale = 'en-US', team } = {}) {
      if (!workspace.users.has(id)) workspace.addUser(id, displayName, locale);
      return createPerson(id, { room, delivery, timeouts, ...(team === undefined ? {} : { team }) });
    },
    async connected() {
      if (!http) await workspace.stage.until('a socket', () => sockets.open > 0);
    },
    forward: held.forward,
    revoke() {
      for (const token of Object.values(tokens)) room.revoked.add(token);
    },
    expireResponseUrls: () => responseUrls.expire(),
    async close() {
      await sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      // A fault of the server itself must not pass for one of the app.
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** Slack takes a list of commands, or none of it: one reserved word makes a whole manifest invalid. */
export function acceptsCommands(commands: readonly string[]): boolean {
  return commands.every((command) => /^\/[a-z0-9_-]{1,31}$/.test(command) && !RESERVED.has(command.slice(1)));
}
