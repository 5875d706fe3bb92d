import { frameStatus, frameType, type Header } from './frame.ts';
import { programNumber } from './schema/procedure.ts';

/** Procedures of the keepalive program. */
export const keepaliveProcedure = { ping: 1, pong: 2 } as const;

/** The header of a ping or a pong; neither has a payload. */
export const keepaliveHeader = (procedure: number): Header => ({
  program: programNumber.keepalive,
  procedure,
  type: frameType.message,
  serial: 0,
  status: frameStatus.ok,
});

/** How often to ask a silent server whether it is there, and how many questions may stay unanswered. */
export interface KeepaliveOptions {
  readonly intervalMs: number;
  readonly count: number;
}

/** Watches over one connection; silence for `intervalMs × (count + 1)` is death. */
export interface Keepalive {
  /** Something arrived. */
  heard(): void;
  /** While we do not read by our own will, silence proves nothing. */
  setReading(reading: boolean): void;
  stop(): void;
}

/** Starts asking. The timer does not hold the process open. */
export const startKeepalive = (
  { intervalMs, count }: KeepaliveOptions,
  { ping, dead }: { ping: () => void; dead: (silentMs: number) => void },
): Keepalive => {
  let unanswered = 0;
  let reading = true;
  const tick = (): void => {
    if (reading && unanswered >= count) {
      dead(intervalMs * (count + 1));
      return;
    }
    unanswered = reading ? unanswered + 1 : 0;
    // Asked even while we do not read: it is also what tells the server that we are alive.
    ping();
  };
  const timer = setInterval(tick, intervalMs).unref();
  return {
    heard: () => {
      unanswered = 0;
    },
    setReading: (value) => {
      reading = value;
      unanswered = 0;
    },
    stop: () => clearInterval(timer),
  };
};
