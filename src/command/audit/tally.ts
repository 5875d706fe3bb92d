import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { AuditEntry, AuditStore, OpenRequest } from './audit.ts';

/** Records what may be refused again and again: the first time as a row, and then as that row's count. */
export interface Tally {
  /**
   * @param same what of an entry makes it the same as another: who, what, why
   * @returns `recorded` the first time, `repeated` where this invocation is recorded already, `counted` later
   */
  note(
    same: readonly string[],
    entry: AuditEntry,
    open?: { readonly request: OpenRequest; readonly worker: string },
  ): Promise<'recorded' | 'repeated' | 'counted'>;
  /** Whether the same was noted a moment ago, so that it makes no new row. */
  knows(same: readonly string[]): boolean;
  /** Writes down what was counted and is not stored yet. Never throws. */
  flush(): Promise<void>;
  /** As `flush`, for the last time. */
  stop(): Promise<void>;
}

export interface TallyPorts {
  readonly audit: Pick<AuditStore, 'record' | 'countMore'>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Row {
  readonly invocationId: string;
  readonly recorded: Promise<boolean>;
  readonly endsAt: number;
  more: number;
  lastAt: Date;
}

/** How long the same is counted in one row, in milliseconds. */
const WINDOW_MS = 60_000;
/** How long a count may be ahead of the store, in milliseconds: so much is lost with a process that is killed. */
const FLUSH_EVERY_MS = 2000;

/** What was counted by this process. */
interface Room extends TallyPorts {
  readonly rows: Map<string, Row>;
}

export function createTally(ports: TallyPorts): Tally {
  const room: Room = { ...ports, rows: new Map() };
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function arm(): void {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush(room);
      if (room.rows.size > 0) arm();
    }, FLUSH_EVERY_MS).unref();
  }

  return {
    knows: (same) => living(room, JSON.stringify(same)) !== null,
    note(same, entry, open) {
      arm();
      return note(room, JSON.stringify(same), entry, open);
    },
    flush: () => flush(room),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await flush(room);
    },
  };
}

/** The row that still counts the same; null where there is none, or its time is over. */
function living({ rows, clock }: Room, key: string): Row | null {
  const row = rows.get(key);
  return row && clock.now().getTime() < row.endsAt ? row : null;
}

async function note(
  room: Room,
  key: string,
  entry: AuditEntry,
  open: Parameters<Tally['note']>[2],
): Promise<'recorded' | 'repeated' | 'counted'> {
  const { rows, audit } = room;
  const known = living(room, key);
  if (known) {
    known.more += 1;
    known.lastAt = entry.at;
    return 'counted';
  }
  const before = rows.get(key);
  const { invocationId, at } = entry;
  const recorded = audit.record(entry, open);
  rows.set(key, { invocationId, recorded, endsAt: at.getTime() + WINDOW_MS, more: 0, lastAt: at });
  try {
    if (before) await store(room, before);
    if (await recorded) return 'recorded';
  } catch (error) {
    rows.delete(key);
    throw error;
  }
  rows.delete(key);
  return 'repeated';
}

async function store({ audit, log }: Room, row: Row): Promise<void> {
  const { invocationId, lastAt, more } = row;
  if (more === 0 || !(await row.recorded.catch(() => false))) return;
  row.more -= more;
  try {
    await audit.countMore({ invocationId, more, lastAt });
  } catch (error) {
    row.more += more;
    log.error({ err: error, more }, 'how often something was refused could not be recorded');
  }
}

async function flush(room: Room): Promise<void> {
  const { rows, clock } = room;
  const now = clock.now().getTime();
  const due = [...rows.values()];
  for (const [key, { endsAt }] of rows) if (now >= endsAt) rows.delete(key);
  await Promise.all(due.map((row) => store(room, row)));
}
