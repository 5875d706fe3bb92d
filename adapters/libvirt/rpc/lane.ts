import type { Connection } from './connection.ts';
import { type Deadline, giveUpError } from './deadline.ts';
import { ConnectionLost, LibvirtError } from './errors.ts';
import { createPauses } from './pauses.ts';

/** What a lane is doing: nothing yet, trying to connect, open, or closed for good. */
export type LaneState = 'idle' | 'connecting' | 'open' | 'closed';

/** How a lane gets its connections and whom it tells. */
export interface LaneOptions {
  open(signal: AbortSignal): Promise<Connection>;
  /** Work that has to be done before anyone may use a new connection. If it rejects, the connection is dropped. */
  prepare?(connection: Connection): Promise<void>;
  /** Whether the lane wants a connection although nobody waits for one. */
  eager?(): boolean;
  /** See `Transport.watch`. */
  watch?: ((changed: () => void) => () => void) | undefined;
  /** `error` says why an attempt failed or a connection ended. */
  onState?(state: LaneState, error?: unknown): void;
}

/** One connection that is opened when first needed and again after a loss. */
export interface Lane {
  /** The connection, as soon as there is one. Rejects at the deadline, or at once if trying again is no use. */
  ready(procedure: string, deadline: Deadline): Promise<Connection>;
  /** Looks again whether a connection is wanted. */
  wake(): void;
  /** Ends the connection; nobody gets another. */
  close(): void;
}

// A connection that ended sooner than this was none; the next attempt waits, or a broken server keeps us spinning.
const shortLifeMs = 1000;

// The daemon answered and refused, or we may not open its socket: time alone does not change that.
const isLasting = (error: unknown): boolean =>
  error instanceof LibvirtError ||
  (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM'));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Waiter {
  readonly procedure: string;
  resolve(connection: Connection): void;
  reject(error: Error): void;
}

/** A lane without a connection. Its timers and watches do not hold the process open. */
export const createLane = (options: LaneOptions): Lane => {
  const waiters = new Set<Waiter>();
  const closing = new AbortController();
  let current: Connection | undefined;
  const pauses = createPauses(options.watch);
  let trying = false;
  let pauseFirst = false;
  let lastError: unknown;

  const rejectWaiters = (reason: string, cause: unknown): void => {
    for (const { procedure, reject } of waiters)
      reject(new ConnectionLost(reason, { sent: false, procedure, cause }));
    waiters.clear();
  };

  const wanted = (): boolean => !closing.signal.aborted && (waiters.size > 0 || options.eager?.() === true);

  const openOnce = async (): Promise<Connection> => {
    const connection = await options.open(closing.signal);
    try {
      await options.prepare?.(connection);
      closing.signal.throwIfAborted();
      if (connection.lost !== undefined) throw connection.lost;
      return connection;
    } catch (error) {
      connection.close('it could not be prepared');
      throw error;
    }
  };

  const adopt = (connection: Connection): void => {
    const openedAt = performance.now();
    current = connection;
    lastError = undefined;
    options.onState?.('open');
    for (const { resolve } of waiters) resolve(connection);
    waiters.clear();
    connection.onLost((error) => {
      current = undefined;
      lastError = error;
      pauseFirst = performance.now() - openedAt < shortLifeMs;
      if (!pauseFirst) pauses.reset();
      if (closing.signal.aborted) return;
      options.onState?.(wanted() ? 'connecting' : 'idle', error);
      wake();
    });
  };

  const connectUntilOpen = async (): Promise<void> => {
    if (pauseFirst) await pauses.next();
    while (wanted()) {
      try {
        adopt(await openOnce());
        return;
      } catch (error) {
        lastError = error;
        if (!closing.signal.aborted) options.onState?.('connecting', error);
        if (isLasting(error)) rejectWaiters(reasonOf(error), error);
      }
      if (wanted()) await pauses.next();
    }
    pauses.reset();
    if (!closing.signal.aborted) options.onState?.('idle', lastError);
  };

  const wake = (): void => {
    if (trying || current !== undefined || !wanted()) return;
    trying = true;
    void connectUntilOpen().finally(() => {
      trying = false;
      // Somebody may have come, or the connection may have gone, while the loop was ending.
      wake();
    });
  };

  return {
    ready: (procedure, deadline) => {
      if (current !== undefined) return Promise.resolve(current);
      if (closing.signal.aborted) {
        return Promise.reject(new ConnectionLost('this client is closed', { sent: false, procedure }));
      }
      return new Promise((resolve, reject) => {
        const waiter: Waiter = { procedure, resolve, reject };
        const giveUp = (): void => {
          waiters.delete(waiter);
          reject(giveUpError(deadline, { procedure, sent: false, cause: lastError }));
        };
        if (deadline.gaveUp !== undefined) return giveUp();
        deadline.onGiveUp(giveUp);
        waiters.add(waiter);
        wake();
      });
    },
    wake,
    close: () => {
      if (closing.signal.aborted) return;
      closing.abort(new Error('this client is closed'));
      pauses.cut();
      pauses.reset();
      rejectWaiters('this client is closed', undefined);
      current?.close('this client is closed');
      current = undefined;
      options.onState?.('closed');
    },
  };
};
