import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Hypervisor } from '../../vm/hypervisor.ts';
import type { VmRef } from '../../vm/vm.ts';
import { createLine, SCROLLBACK_BYTES, type SerialLine, type SerialViewer } from './line.ts';
import { withoutOverlap } from './overlap.ts';

/** Every console that somebody looks at, each opened once. */
export interface SerialHub {
  /**
   * Joins a machine's console; the first one opens it.
   * @param from the place that the viewer has seen up to, where they were here before
   * @throws PortError where it cannot be opened: the machine is off, another program has it
   */
  join(ref: VmRef, from: number | null): Promise<SerialViewer>;
  close(): void;
}

export interface SerialHubPorts {
  readonly hypervisor: Pick<Hypervisor, 'openSerial' | 'consoleTail'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a console that nobody looks at stays open, in milliseconds: for whoever reloads their page. */
export const LINGER_MS = 5000;

export function createSerialHub({ hypervisor, clock, log }: SerialHubPorts): SerialHub {
  const lines = new Map<VmRef, Promise<SerialLine>>();
  const lingering = new Map<VmRef, NodeJS.Timeout>();

  function forget(ref: VmRef, line: Promise<SerialLine>): void {
    if (lines.get(ref) === line) lines.delete(ref);
    stay(ref);
  }

  function stay(ref: VmRef): void {
    clearTimeout(lingering.get(ref));
    lingering.delete(ref);
  }

  function linger(ref: VmRef, line: Promise<SerialLine>): void {
    stay(ref);
    const timer = setTimeout(() => {
      forget(ref, line);
      line.then((open) => open.close()).catch(() => undefined);
    }, LINGER_MS);
    lingering.set(ref, timer);
    timer.unref();
  }

  function open(ref: VmRef): Promise<SerialLine> {
    const opening: Promise<SerialLine> = openLine(ref, {
      onEmpty: () => linger(ref, opening),
      onEnd: () => forget(ref, opening),
    });
    lines.set(ref, opening);
    opening.catch(() => forget(ref, opening));
    return opening;
  }

  async function openLine(ref: VmRef, life: { onEmpty(): void; onEnd(): void }): Promise<SerialLine> {
    const stream = await hypervisor.openSerial(ref);
    const early: Buffer[] = [];
    const keep = (bytes: Buffer) => early.push(bytes);
    // What comes while the log is read is in both: it must be shown once.
    stream.on('data', keep);
    const failed = (error: Error) => log.warn({ err: error, vm: ref }, 'a console ended before it was shown');
    stream.on('error', failed);
    const logged = await hypervisor.consoleTail(ref, SCROLLBACK_BYTES).catch((error: unknown) => {
      log.warn({ err: error, vm: ref }, 'what a console said before cannot be read');
      return new Uint8Array();
    });
    stream.off('data', keep);
    stream.off('error', failed);
    const begun = Buffer.concat(early);
    return createLine({
      stream,
      earlier: Buffer.concat([withoutOverlap(logged, begun), begun]),
      // Later than every place of a line before, also of another process: a microsecond is more than a byte takes.
      firstPlace: clock.now().getTime() * 1000,
      ...life,
    });
  }

  return {
    async join(ref, from) {
      stay(ref);
      const line = await (lines.get(ref) ?? open(ref));
      stay(ref);
      return line.join(from);
    },
    close() {
      for (const ref of [...lingering.keys()]) stay(ref);
      for (const line of lines.values()) line.then((open) => open.close()).catch(() => undefined);
      lines.clear();
    },
  };
}
