import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * What stands between an app and a WebSocket: a proxy that answers the upgrade with a status, with a page of its own,
 * with a reset, or not at all; or lets it through, and closes it before a word was said.
 */
export type UpgradeTrouble = 502 | 403 | 'page' | 'reset' | 'silence' | 'close-at-once';

/** Every upgrade that an app asks for comes by here. */
export interface Upgrades {
  /** What all upgrades from now on meet; null: nothing. */
  trouble: UpgradeTrouble | null;
  /** How many were asked for. */
  readonly asked: number;
  /** Connections that asked and were neither let through nor have ended: what an app still holds in silence. */
  readonly waiting: number;
  /** Cuts what waits in silence. */
  cut(): void;
}

export interface UpgradePorts {
  readonly server: Server;
  /** Whether the request is one that the server takes at all. */
  isWelcome(request: IncomingMessage): boolean;
  /** Makes a WebSocket of it, which is closed at once or stays. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, isClosedAtOnce: boolean): void;
  changed(): void;
}

const PAGE = '<!doctype html><title>Blocked</title><p>This page is blocked by your school.';

export function createUpgrades({ server, isWelcome, take, changed }: UpgradePorts): Upgrades {
  const held = new Set<Duplex>();
  let asked = 0;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    asked += 1;
    const { trouble } = upgrades;
    socket.on('error', () => {});
    if (trouble === null || trouble === 'close-at-once') {
      if (isWelcome(request)) take(request, socket, head, trouble !== null);
      else socket.destroy();
    } else if (trouble === 'silence') {
      held.add(socket);
      socket.on('close', () => {
        held.delete(socket);
        changed();
      });
      // A half-closed connection has ended for the app: it is ended here, too.
      socket.on('end', () => socket.destroy());
      socket.resume();
    } else if (trouble === 'reset') {
      (socket as Duplex & { resetAndDestroy(): void }).resetAndDestroy();
    } else {
      const status =
        trouble === 'page' ? '200 OK' : `${trouble} ${trouble === 502 ? 'Bad Gateway' : 'Forbidden'}`;
      socket.end(
        `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${PAGE.length}\r\nConnection: close\r\n\r\n${PAGE}`,
      );
    }
    changed();
  });

  const upgrades: Upgrades = {
    trouble: null,
    get asked() {
      return asked;
    },
    get waiting() {
      return held.size;
    },
    cut() {
      for (const socket of held) socket.destroy();
    },
  };
  return upgrades;
}
