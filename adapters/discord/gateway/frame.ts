import { GatewayOpcodes } from 'discord.js';

/** What goes over Discord's gateway (docs.discord.com, gateway event payload structure). */
export interface Frame {
  readonly op: GatewayOpcodes;
  readonly d: unknown;
  readonly s: number | null;
  readonly t: string | null;
}

/** A session that can be gone on with: where, which, and what of it has come. */
export interface GatewaySession {
  readonly url: string;
  readonly id: string;
  readonly seq: number;
}

/** @returns null for what is no frame, such as a proxy's page */
export function readFrame(text: string): Frame | null {
  try {
    const { op, d = null, s, t } = JSON.parse(text) as Record<string, unknown>;
    if (typeof op !== 'number') return null;
    return { op, d, s: typeof s === 'number' ? s : null, t: typeof t === 'string' ? t : null };
  } catch {
    return null;
  }
}

/**
 * Asks for a new session. No intents: interactions come without any.
 * The properties are those that Discord asks for (docs.discord.com, gateway, identify).
 */
export function identifyFrame(token: string): string {
  const properties = { os: 'linux', browser: 'labvm', device: 'labvm' };
  const d = { token, properties, intents: 0, compress: false, shard: [0, 1] };
  return JSON.stringify({ op: GatewayOpcodes.Identify, d });
}

export function resumeFrame(token: string, { id, seq }: GatewaySession): string {
  return JSON.stringify({ op: GatewayOpcodes.Resume, d: { token, session_id: id, seq } });
}

export function beatFrame(seq: number | null): string {
  return JSON.stringify({ op: GatewayOpcodes.Heartbeat, d: seq });
}

/**
 * The address of a gateway, asked for as we speak.
 * @throws Error where it is none, as when a proxy answers in Discord's place
 */
export function gatewayAddress(url: unknown): string {
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null;
  if (!address || !['ws:', 'wss:'].includes(address.protocol))
    throw new Error('no address of a gateway came');
  address.search = 'v=10&encoding=json';
  return address.href;
}
