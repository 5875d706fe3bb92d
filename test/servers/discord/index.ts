/**
 * A strict Discord for the unmodified SDK: gateway and REST on 127.0.0.1. It refuses what Discord refuses: bodies
 * that the API's own types do not have, everything past the documented limits, wrong tokens, privileged intents, a
 * second answer to an interaction, one after three seconds or fifteen minutes, and more requests than a bucket has.
 * What is not acknowledged within three seconds is written down, as Discord tells the person; these seconds pass only
 * as a test lets them. Faults let it hang up, come late, and refuse; its gateway can be cut, ask to reconnect, forget sessions, fall silent and be away.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { heldTime, realTime, type Time } from '../time.ts';
import { loadChecks } from './checks.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { answerHttp } from './http.ts';
import { newId } from './ids.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import { createPerson, type Person } from './person.ts';
import { createRates } from './rates.ts';
import type { Room } from './room.ts';
import { createSpace, type Space } from './space.ts';

export { componentsIn, type Modal, type Person } from './person.ts';
export type { Message } from './space.ts';

export interface DiscordServerOptions {
  readonly port?: number;
  /** How often the app has to show that it lives, in milliseconds. */
  readonly heartbeatMs?: number;
  /** What acknowledgements, tokens and heartbeats are late by; unless given it is held, and moved by `forward`. */
  readonly time?: Time;
  /** What its rates count by; real unless given, for whoever keeps to them counts by that. */
  readonly rateTime?: Time;
  /** How far its clock is ahead of the host's, in milliseconds; as its ids and the `Date` of its answers say. */
  readonly aheadMs?: number;
}

export interface DiscordServer {
  readonly apiUrl: string;
  /** Where what people attach is; Discord has a host of its own for it. */
  readonly cdnUrl: string;
  readonly token: string;
  readonly appId: string;
  readonly guild: string;
  /** The channel where people are unless said otherwise, and another one. */
  readonly channel: string;
  readonly otherChannel: string;
  readonly space: Space;
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly interactions: Pick<Interactions, 'last' | 'begin'>;
  /** What nobody acknowledged in time. */
  readonly timeouts: readonly string[];
  /** Every breach of a rule that was refused, with its call. */
  readonly breaches: readonly string[];
  /** Waits until there is something; looked for at each change. */
  readonly until: Space['stage']['until'];
  /** Somebody in the server; made with the first look at him. */
  person(id: string, options?: { name?: string; locale?: string; isStranger?: boolean }): Person;
  /** Waits until an app is connected and its commands are registered. */
  connected(): Promise<void>;
  /** Lets so many milliseconds pass, where time is held. */
  forward(ms: number): void;
  /** The token works no more. */
  revoke(): void;
  /** The interactions begun so far can no longer be answered. */
  expireTokens(): void;
  close(): Promise<void>;
}

export async function startDiscordServer(options: DiscordServerOptions = {}): Promise<DiscordServer> {
  const guild = newId();
  const space = createSpace([guild]);
  const held = heldTime();
  const time = options.time ?? held;
  const interactions = createInteractions(time, options.aheadMs);
  // Put together here, so that nobody who looks for lost tokens stops at it.
  const token = [
    Buffer.from(space.botUser).toString('base64url'),
    'x'.repeat(6),
    newId().padEnd(38, 'y'),
  ].join('.');
  const room: Room = {
    space,
    appId: newId(),
    faults: createFaults(),
    rates: createRates(options.rateTime ?? realTime),
    interactions,
    checks: await loadChecks(),
    breaches: [],
    token,
    isRevoked: false,
    origin: () => `http://127.0.0.1:${port()}`,
  };
  // Connections stay: on a busy machine one would be closed under a request that is on its way.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    response.setHeader('date', new Date(Date.now() + (options.aheadMs ?? 0)).toUTCString());
    answerHttp(request, response, room, gatewayUrl).catch((error: unknown) => {
      room.breaches.push(`the server failed: ${String(error)}`);
      response.destroy();
    });
  });
  const port = () => (server.address() as AddressInfo).port;
  const gatewayUrl = () => `ws://127.0.0.1:${port()}/gateway`;
  const gateway = createGateway({
    server,
    space,
    appId: room.appId,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    time,
    isToken: (given) => given === token && !room.isRevoked,
    url: gatewayUrl,
  });
  const channels = [newId(), newId()] as const;
  for (const id of channels) space.channels.set(id, { id, guild, user: null });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const people = new Map<string, Person>();
  const timeouts: string[] = [];

  return {
    apiUrl: `http://127.0.0.1:${port()}/api`,
    cdnUrl: `http://127.0.0.1:${port()}`,
    token,
    appId: room.appId,
    guild,
    channel: channels[0],
    otherChannel: channels[1],
    space,
    faults: room.faults,
    gateway,
    interactions,
    timeouts,
    breaches: room.breaches,
    until: space.stage.until,
    person(id, { name = id, locale = 'en-US', isStranger = false } = {}) {
      const known = people.get(id);
      if (known) return known;
      space.people.set(id, { name, locale, isStranger });
      const dispatch = (data: unknown) => gateway.dispatch('INTERACTION_CREATE', data);
      const person = createPerson(id, { room, channel: () => channels[0], dispatch, timeouts, time });
      people.set(id, person);
      return person;
    },
    async connected() {
      await space.stage.until(
        'an app in Discord',
        () => gateway.open > 0 && [...space.commands.values()].some((list) => list.length > 0),
      );
    },
    forward: held.forward,
    revoke() {
      room.isRevoked = true;
      gateway.refuseWith(4004);
      gateway.drop();
    },
    expireTokens: () => interactions.expireAll(),
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
