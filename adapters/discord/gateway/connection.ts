import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'ws';
import { causeOf } from '../../../src/chat/outage.ts';
import { type Refusal, refusalOfClose } from '../token-errors.ts';
import { createBeat } from './beat.ts';
import {
  beatFrame,
  type Frame,
  type GatewaySession,
  gatewayAddress,
  identifyFrame,
  readFrame,
  resumeFrame,
} from './frame.ts';

export interface ConnectionOptions {
  /** As Discord names it. */
  readonly url: string;
  readonly token: string;
  /** The session to go on with; null begins one. */
  readonly session: GatewaySession | null;
  /** We are in. @param begun whose token it is, and where; null where the session goes on */
  onIn(begun: SessionBegun | null): void;
  onDispatch(type: string, data: unknown): void;
}

/** What Discord says when a session begins. */
export interface SessionBegun {
  readonly application: string;
  /** The servers that labvm was invited to. */
  readonly guilds: readonly string[];
  /** The bot's name. */
  readonly name: string;
}

/** How a connection ended. */
export interface Ended {
  /** In few words, for the log. */
  readonly cause: string;
  /** Where no further attempt is of use. */
  readonly refusal: Refusal | null;
  /** What can be gone on with. */
  readonly session: GatewaySession | null;
}

/** One connection to the gateway. It never makes another one. */
export interface Connection {
  /** Resolves when its socket is closed and none of its timers runs; never rejects. */
  readonly ended: Promise<Ended>;
  /** Closes it, by force if Discord does not close with us. */
  end(): void;
}

/** How long the upgrade, the greeting and the entry may take each, in milliseconds. */
const STEP_MS = 15_000;
/** How long Discord may take to close with us, in milliseconds. */
const CLOSE_MS = 500;
/** The largest frame of Discord's that we take; an interaction is smaller by far. In bytes. */
const MOST_FRAME = 8 * 1024 * 1024;
/** A close that ends the session, and one that leaves it to be resumed (docs.discord.com, gateway, disconnecting). */
const CLOSE = { over: 1000, later: 4200 } as const;

/** @throws Error where the address is none */
export function connect({ url, token, session: given, ...heard }: ConnectionOptions): Connection {
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const socket = new WebSocket(gatewayAddress(given?.url ?? url), {
    handshakeTimeout: STEP_MS,
    maxPayload: MOST_FRAME,
    perMessageDeflate: false,
  });
  let session = given;
  let cause: string | null = null;
  let step: NodeJS.Timeout | undefined;
  const beat = createBeat({
    send: () => send(beatFrame(session?.seq ?? null)),
    onSilence: () => abandon('no answer to a heartbeat'),
  });

  function send(text: string): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  }

  function within(what: string): void {
    clearTimeout(step);
    step = setTimeout(() => abandon(what), STEP_MS);
  }

  /** Closes from our side, for this reason; the socket is gone soon after, whether Discord closes or not. */
  function abandon(why: string, code: number = CLOSE.later): void {
    cause ??= why;
    beat.stop();
    clearTimeout(step);
    if (socket.readyState === WebSocket.OPEN) {
      socket.close(code);
      step = setTimeout(() => socket.terminate(), CLOSE_MS);
    } else if (socket.readyState === WebSocket.CONNECTING) {
      socket.terminate();
    }
  }

  function isIn(begun: SessionBegun | null): void {
    clearTimeout(step);
    heard.onIn(begun);
  }

  function dispatched({ t, d, s }: Frame): void {
    if (t === GatewayDispatchEvents.Ready) {
      const { session_id: id, resume_gateway_url: own, application, guilds, user } = d as Ready;
      session = { id, url: own, seq: s ?? 0 };
      isIn({
        application: application.id,
        guilds: guilds.map((guild) => guild.id),
        name: user.global_name ?? user.username,
      });
      return;
    }
    if (session && s !== null) session = { ...session, seq: s };
    if (t === GatewayDispatchEvents.Resumed) isIn(null);
    else if (t !== null) heard.onDispatch(t, d);
  }

  function hear(frame: Frame): void {
    const { op, d } = frame;
    if (op === GatewayOpcodes.Hello) {
      beat.every((d as { heartbeat_interval: number }).heartbeat_interval);
      send(session ? resumeFrame(token, session) : identifyFrame(token));
      within('Discord did not let us in in time');
    } else if (op === GatewayOpcodes.HeartbeatAck) {
      beat.answered();
    } else if (op === GatewayOpcodes.Heartbeat) {
      send(beatFrame(session?.seq ?? null));
    } else if (op === GatewayOpcodes.Reconnect) {
      abandon('Discord asks for another connection');
    } else if (op === GatewayOpcodes.InvalidSession) {
      if (d !== true) session = null;
      abandon('Discord doubts the session');
    } else if (op === GatewayOpcodes.Dispatch) {
      dispatched(frame);
    }
  }

  socket.on('open', () => within('Discord did not greet in time'));
  socket.on('message', (data) => {
    if (cause !== null) return;
    const frame = readFrame(String(data));
    if (!frame) return abandon('something came that is no frame');
    try {
      hear(frame);
    } catch (error) {
      abandon(causeOf(error));
    }
  });
  // A close follows each of them.
  socket.on('error', (error) => {
    cause ??= causeOf(error);
  });
  socket.on('close', (code) => {
    beat.stop();
    clearTimeout(step);
    resolve({ cause: cause ?? `closed with ${code}`, refusal: refusalOfClose(code), session });
  });

  return { ended, end: () => abandon('labvm ends', CLOSE.over) };
}

interface Ready {
  readonly session_id: string;
  readonly resume_gateway_url: string;
  readonly application: { readonly id: string };
  readonly guilds: readonly { readonly id: string }[];
  readonly user: { readonly username: string; readonly global_name?: string | null };
}
