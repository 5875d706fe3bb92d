import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Time } from '../time.ts';
import { createUpgrades, type Upgrades } from '../upgrades.ts';
import { newId } from './ids.ts';
import type { Space } from './space.ts';

/** Intents that Discord gives only to applications that have asked for them: members, presences, contents. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const KNOWN_INTENTS = (1 << 26) - 1;
const SENDS_A_MINUTE = 120;

interface Session {
  readonly id: string;
  readonly events: { readonly s: number; readonly text: string }[];
  socket: WebSocket | null;
  seq: number;
}

/** The connections of an app. */
export interface Gateway {
  /** How often an app has identified and resumed. */
  identified: number;
  resumed: number;
  readonly intents: readonly number[];
  /** What stands in the way of an app's connections, and how many it asked for. */
  readonly upgrades: Upgrades;
  /** How many sessions are connected. */
  readonly open: number;
  /** Brings an event to every session, now or when it resumes. @returns whether there is one */
  dispatch(type: string, data: unknown): boolean;
  /** Cuts every connection. */
  drop(): void;
  /** Asks every app to connect anew (op 7). */
  reconnect(): void;
  /** Declares every session over (op 9); one that is not resumable is forgotten. */
  invalidate(isResumable: boolean): void;
  /** Answers no heartbeat until `speak`. */
  silence(): void;
  speak(): void;
  /** Cuts every connection and refuses new ones until `back`. */
  away(): void;
  back(): void;
  /** Closes whoever identifies from now on with this code. */
  refuseWith(code: number | null): void;
  close(): void;
}

export interface GatewayPorts {
  readonly server: Server;
  readonly space: Space;
  readonly appId: string;
  readonly heartbeatMs: number;
  /** What heartbeats are late by. */
  readonly time: Time;
  isToken(token: unknown): boolean;
  url(): string;
}

export function createGateway(ports: GatewayPorts): Gateway {
  const { server, space, heartbeatMs } = ports;
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const intents: number[] = [];
  let isAway = false;
  let isSilent = false;
  let refusal: number | null = null;

  const upgrades = createUpgrades({
    server,
    isWelcome: ({ url }) => !isAway && url?.startsWith('/gateway') === true,
    take: (request, socket, head, isClosedAtOnce) =>
      sockets.handleUpgrade(request, socket, head, (one) => (isClosedAtOnce ? one.close() : serve(one))),
    changed: () => space.stage.changed(),
  });

  function serve(socket: WebSocket): void {
    let session: Session | null = null;
    let sends = 0;
    const minute = setInterval(() => {
      sends = 0;
    }, 60_000).unref();
    const waitForBeat = () =>
      ports.time.after(2 * heartbeatMs, () => socket.close(4009, 'Session timed out'));
    let hasBeaten = waitForBeat();
    const say = (op: number, d: unknown = null) => socket.send(JSON.stringify({ op, d, s: null, t: null }));
    socket.on('close', () => {
      clearInterval(minute);
      hasBeaten();
      if (session?.socket === socket) session.socket = null;
      space.stage.changed();
    });
    socket.on('error', () => {});
    socket.on('message', (raw) => {
      sends += 1;
      if (sends > SENDS_A_MINUTE) return socket.close(4008, 'Rate limited');
      const frame = parse(String(raw));
      if (!frame) return socket.close(4002, 'Decode error');
      const { op, d } = frame;
      if (op === 1) {
        hasBeaten();
        hasBeaten = waitForBeat();
        if (!isSilent) say(11);
      } else if (op === 2) {
        if (session) return socket.close(4005, 'Already authenticated');
        session = identify(socket, d as Identify);
      } else if (op === 6) {
        session = resume(socket, d as Resume, say);
      } else if (op !== 3 && op !== 4 && op !== 8) {
        socket.close(4001, 'Unknown opcode');
      } else if (!session) {
        socket.close(4003, 'Not authenticated');
      }
    });
    say(10, { heartbeat_interval: heartbeatMs });
  }

  function identify(socket: WebSocket, d: Identify): Session | null {
    if (!ports.isToken(d.token)) return refuse(socket, 4004, 'Authentication failed');
    if (refusal !== null) return refuse(socket, refusal, 'Refused');
    if (!Number.isInteger(d.intents) || (d.intents & ~KNOWN_INTENTS) !== 0)
      return refuse(socket, 4013, 'Invalid intents');
    if ((d.intents & PRIVILEGED) !== 0) return refuse(socket, 4014, 'Disallowed intents');
    intents.push(d.intents);
    const session: Session = { id: newId(), events: [], socket, seq: 0 };
    sessions.set(session.id, session);
    const guilds = space.guilds.map((id) => ({ id, unavailable: true }));
    send(session, 'READY', {
      v: 10,
      user: {
        id: space.botUser,
        username: 'labvm',
        discriminator: '0',
        bot: true,
        avatar: null,
        global_name: null,
      },
      guilds,
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: ports.url(),
      shard: [0, 1],
      application: { id: ports.appId, flags: 0 },
    });
    if ((d.intents & 1) !== 0) for (const id of space.guilds) send(session, 'GUILD_CREATE', guildOf(id));
    gateway.identified += 1;
    space.stage.changed();
    return session;
  }

  function resume(socket: WebSocket, d: Resume, say: (op: number, d: unknown) => void): Session | null {
    if (!ports.isToken(d.token)) return refuse(socket, 4004, 'Authentication failed');
    const session = sessions.get(d.session_id);
    if (!session || d.seq > session.seq) {
      say(9, false);
      return null;
    }
    if (session.socket !== socket) session.socket?.terminate();
    session.socket = socket;
    for (const { s, text } of session.events) if (s > d.seq) socket.send(text);
    send(session, 'RESUMED', {});
    gateway.resumed += 1;
    space.stage.changed();
    return session;
  }

  function send(session: Session, type: string, data: unknown): void {
    session.seq += 1;
    const text = JSON.stringify({ op: 0, t: type, s: session.seq, d: data });
    session.events.push({ s: session.seq, text });
    session.socket?.send(text);
  }

  const connected = () => [...sessions.values()].flatMap(({ socket }) => (socket ? [socket] : []));
  const cut = () => {
    for (const socket of sockets.clients) socket.terminate();
  };

  const gateway: Gateway = {
    identified: 0,
    resumed: 0,
    intents,
    upgrades,
    get open() {
      return connected().length;
    },
    dispatch(type, data) {
      // One app, one newest session; the others are of connections that it gave up.
      const session = [...sessions.values()].at(-1);
      if (!session) return false;
      send(session, type, data);
      return true;
    },
    drop: cut,
    reconnect() {
      for (const socket of connected()) socket.send(JSON.stringify({ op: 7, d: null, s: null, t: null }));
    },
    invalidate(isResumable) {
      for (const socket of connected())
        socket.send(JSON.stringify({ op: 9, d: isResumable, s: null, t: null }));
      if (!isResumable) sessions.clear();
    },
    silence() {
      isSilent = true;
    },
    speak() {
      isSilent = false;
    },
    away() {
      isAway = true;
      cut();
    },
    back() {
      isAway = false;
    },
    refuseWith(code) {
      refusal = code;
    },
    close() {
      cut();
      upgrades.cut();
      sockets.close();
    },
  };
  return gateway;
}

interface Identify {
  readonly token: unknown;
  readonly intents: number;
}

interface Resume {
  readonly token: unknown;
  readonly session_id: string;
  readonly seq: number;
}

function refuse(socket: WebSocket, code: number, why: string): null {
  socket.close(code, why);
  return null;
}

function parse(text: string): { op: number; d: unknown } | null {
  try {
    return JSON.parse(text) as { op: number; d: unknown };
  } catch {
    return null;
  }
}

/** What every server here is called. */
export const GUILD_NAME = 'lab';

function guildOf(id: string) {
  return {
    id,
    name: GUILD_NAME,
    unavailable: false,
    channels: [],
    members: [],
    roles: [],
    emojis: [],
    stickers: [],
    features: [],
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    large: false,
    member_count: 1,
    joined_at: new Date().toISOString(),
    preferred_locale: 'en-US',
    owner_id: '1',
  };
}
