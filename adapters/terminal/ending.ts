import type { EventEmitter } from 'node:events';

/** What somebody outside wants of the process. */
export interface Ending {
  /** Ctrl-C, once: what is being waited for is to be given up. */
  readonly interrupted: AbortSignal;
  /** End soon; what is not finished is left to the next start. */
  readonly left: AbortSignal;
}

/** npm passes a Ctrl-C on that the terminal has sent to everybody already: what comes this soon is the same one. */
const SAME_INTERRUPT_MS = 400;

/** Listens for the signals that end a process. They are heard to its end, so that none cuts the tidying up short. */
export function listenForEnd(process: EventEmitter): Ending {
  const interrupted = new AbortController();
  const left = new AbortController();
  let interruptedAtMs = Number.NEGATIVE_INFINITY;

  process.on('SIGINT', () => {
    const now = performance.now();
    if (now - interruptedAtMs < SAME_INTERRUPT_MS) return;
    interruptedAtMs = now;
    if (interrupted.signal.aborted) left.abort();
    else interrupted.abort();
  });
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => left.abort());
  return { interrupted: interrupted.signal, left: left.signal };
}
