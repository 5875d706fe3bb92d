import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'ws';
import { causeOf } from '../../../src/chat/outage.ts';
import { type Refusal, refusalOfClose } from '../token-errors.ts';
import { type Beat, createBeat } from './beat.ts';
import {
  beatFrame,
  type Frame,
  type GatewaySession,
  gatewayAddress,
  identifyFrame,
  readFrame,
  resumeFrame,
} from './frame.ts';
import { CLOSE, createLine, type Line, STEP_MS } from './line.ts';

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

/** The largest frame of Discord's that we take; an interaction is smaller by far. In bytes. */
const MOST_FRAME = 8 * 1024 * 1024;

/** @throws Error where the address is none */
export function connect(options: ConnectionOptions): Connection {
  const { url, session: given } = options;
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const socket = new WebSocket(gatewayAddress(given?.url ?? url), {
    handshakeTimeout: STEP_MS,
    maxPayload: MOST_FRAME,
    perMessageDeflate: false,
  });
  const line = createLine(socket, () => talk.beat.stop());
  const talk: Talk = {
    options,
    line,
    session: given,
    beat: createBeat({
      send: () => line.send(beatFrame(talk.session?.seq ?? null)),
      onSilence: () => line.abandon('no answer to a heartbeat'),
    }),
  };
  socket.on('open', () => line.within('Discord did not greet in time'));
  socket.on('message', (data) => hearData(String(data), talk));
  // A close follows each of them.
  socket.on('error', (error) => line.failed(causeOf(error)));
  socket.on('close', (code) => {
    talk.beat.stop();
    line.inTime();
    const cause = line.cause() ?? `closed with ${code}`;
    resolve({ cause, refusal: refusalOfClose(code), session: talk.session });
  });
  return { ended, end: () => line.abandon('labvm ends', CLOSE.over) };
}

/** What goes over one connection. */
interface Talk {
  readonly options: ConnectionOptions;
  readonly line: Line;
  readonly beat: Beat;
  session: GatewaySession | null;
}

function hearData(data: string, talk: Talk): void {
  const { line } = talk;
  if (line.cause() !== null) return;
  try {
    const frame = readFrame(data);
    if (frame) hear(frame, talk);
    else line.abandon('something came that is no frame');
  } catch (error) {
    line.abandon(causeOf(error));
  }
}

function hear(frame: Frame, talk: Talk): void {
  const { line, beat, session, options } = talk;
  const { op, d } = frame;
  if (op === GatewayOpcodes.Hello) {
    beat.every((d as { heartbeat_interval: number }).heartbeat_interval);
    line.send(session ? resumeFrame(options.token, session) : identifyFrame(options.token));
    line.within('Discord did not let us in in time');
  } else if (op === GatewayOpcodes.HeartbeatAck) {
    beat.answered();
  } else if (op === GatewayOpcodes.Heartbeat) {
    line.send(beatFrame(session?.seq ?? null));
  } else if (op === GatewayOpcodes.Reconnect) {
    line.abandon('Discord asks for another connection');
  } else if (op === GatewayOpcodes.InvalidSession) {
    if (d !== true) talk.session = null;
    line.abandon('Discord doubts the session');
  } else if (op === GatewayOpcodes.Dispatch) {
    dispatched(frame, talk);
  }
}

function dispatched({ t, d, s }: Frame, talk: Talk): void {
  const { onIn, onDispatch } = talk.options;
  if (t === GatewayDispatchEvents.Ready) {
    const { session_id: id, resume_gateway_url: own, application, guilds, user } = d as Ready;
    talk.session = { id, url: own, seq: s ?? 0 };
    talk.line.inTime();
    onIn({
      application: application.id,
      guilds: guilds.map((guild) => guild.id),
      name: user.global_name ?? user.username,
    });
    return;
  }
  if (talk.session && s !== null) talk.session = { ...talk.session, seq: s };
  if (t === GatewayDispatchEvents.Resumed) {
    talk.line.inTime();
    onIn(null);
  } else if (t !== null) onDispatch(t, d);
}

interface Ready {
  readonly session_id: string;
  readonly resume_gateway_url: string;
  readonly application: { readonly id: string };
  readonly guilds: readonly { readonly id: string }[];
  readonly user: { readonly username: string; readonly global_name?: string | null };
}
