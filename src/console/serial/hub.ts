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

/** The consoles that are open, and those of them that nobody looks at for the moment. */
interface Room extends SerialHubPorts {
  readonly lines: Map<VmRef, Promise<SerialLine>>;
  readonly lingering: Map<VmRef, NodeJS.Timeout>;
}

export function createSerialHub(ports: SerialHubPorts): SerialHub {
  const room: Room = { ...ports, lines: new Map(), lingering: new Map() };
  const { lines, lingering } = room;
  return {
    async join(ref, from) {
      stay(room, ref);
      const line = await (lines.get(ref) ?? open(room, ref));
      stay(room, ref);
      return line.join(from);
    },
    close() {
      for (const ref of [...lingering.keys()]) stay(room, ref);
      for (const line of lines.values()) line.then((opened) => opened.close()).catch(() => undefined);
      lines.clear();
    },
  };
}

function open(room: Room, ref: VmRef): Promise<SerialLine> {
  const opening: Promise<SerialLine> = openLine(room, ref, {
    onEmpty: () => linger(room, ref, opening),
    onEnd: () => forget(room, ref, opening),
  });
  room.lines.set(ref, opening);
  opening.catch(() => forget(room, ref, opening));
  return opening;
}

function forget(room: Room, ref: VmRef, line: Promise<SerialLine>): void {
  if (room.lines.get(ref) === line) room.lines.delete(ref);
  stay(room, ref);
}

function stay({ lingering }: Room, ref: VmRef): void {
  clearTimeout(lingering.get(ref));
  lingering.delete(ref);
}

function linger(room: Room, ref: VmRef, line: Promise<SerialLine>): void {
  stay(room, ref);
  const timer = setTimeout(() => {
    forget(room, ref, line);
    line.then((opened) => opened.close()).catch(() => undefined);
  }, LINGER_MS);
  room.lingering.set(ref, timer);
  timer.unref();
}

async function openLine(
  { hypervisor, clock, log }: Room,
  ref: VmRef,
  life: { onEmpty(): void; onEnd(): void },
): Promise<SerialLine> {
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
