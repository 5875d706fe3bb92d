import type { Clock } from '../../base/clock.ts';
import type { Invocation } from '../invocation.ts';
import type { Verdict } from '../judge.ts';
import { firstWord, keptLine, resumableLine, unreadLine } from '../kept-line.ts';
import type { AuditEntry, AuditStore, OpenRequest } from './audit.ts';
import type { Tally } from './tally.ts';

export interface RecordPorts {
  readonly audit: Pick<AuditStore, 'record'>;
  /** Records refusals, those that are alike as one row. */
  readonly tally: Pick<Tally, 'note'>;
  /** This process, as it is known to the store. */
  readonly worker: () => string;
  readonly clock: Clock;
}

/**
 * Writes down who asked what and whether they may, and, where it can be answered by another process, how.
 * @returns false if it was recorded before
 */
export async function recordRequest(
  ports: RecordPorts,
  invocation: Invocation,
  verdict: Verdict,
): Promise<boolean> {
  const entry = entryOf(ports, invocation, verdict);
  const open = openOf(ports, invocation, verdict);
  if (entry.allowed) return ports.audit.record(entry, open);
  const same = [entry.actorId, entry.place.chat, entry.command, entry.line, entry.rule];
  return (await ports.tally.note(same, entry, open)) !== 'repeated';
}

/** Somebody who asks too often is only counted: their line is not even read. */
export async function recordTooOften(
  { tally, clock }: Pick<RecordPorts, 'tally' | 'clock'>,
  { id, actor, place }: Invocation,
  rule: string,
): Promise<void> {
  const entry = { invocationId: id, at: clock.now(), actorId: actor.id, place, command: '', line: '' };
  await tally.note(['request', actor.id, place.chat], { ...entry, allowed: false, rule });
}

function entryOf(
  { clock }: RecordPorts,
  { id, actor, place, line }: Invocation,
  verdict: Verdict,
): AuditEntry {
  const { command, read, rule } = verdict;
  return {
    invocationId: id,
    at: clock.now(),
    actorId: actor.id,
    place,
    command: command?.path.join(' ') ?? firstWord(line),
    line: read ? keptLine(read) : unreadLine(line),
    allowed: 'parsed' in verdict,
    rule,
  };
}

function openOf(
  { worker }: RecordPorts,
  { id, actor, place, locale, reply }: Invocation,
  { read }: Verdict,
): { request: OpenRequest; worker: string } | undefined {
  if (reply === undefined) return undefined;
  const line = read && resumableLine(read);
  return { request: { invocationId: id, actor, place, locale, line, reply }, worker: worker() };
}
