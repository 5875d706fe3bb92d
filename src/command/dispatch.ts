import type { Held } from '../access/person-limits.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { failureRecord } from '../job/failure.ts';
import type { Hints } from '../job/hints.ts';
import type { Answer, Received } from './answer.ts';
import type { AuditStore, OpenRequest } from './audit/audit.ts';
import { type RecordPorts, recordRequest, recordTooOften } from './audit/record-request.ts';
import { type CarryOutPorts, carryOut } from './carry-out.ts';
import type { Invocation } from './invocation.ts';
import { judge, notKept, type Verdict } from './judge.ts';
import type { ParsedLine } from './parse.ts';

export interface DispatchPorts extends CarryOutPorts, Omit<RecordPorts, 'audit'> {
  readonly audit: Pick<AuditStore, 'record' | 'conclude'>;
  readonly log: Log;
  /** What the domains advise where an error of theirs advises nothing. */
  readonly hints: Hints;
}

/** How often in a row somebody is told to wait; then labvm is silent, because telling is work, too. */
const MOST_TOLD = 3;

/** What takes requests in. Neither of these nor an answer ever rejects: whatever goes wrong is something to be said. */
export interface Dispatch {
  /** Understands and authorises a request from memory, records it, and only then gives something to acknowledge. */
  receive(invocation: Invocation): Promise<Received>;
  /** Goes on with a request that was recorded before, by a process that died before it was answered. */
  resume(request: OpenRequest): Promise<Received>;
}

export function createDispatch(ports: DispatchPorts): Dispatch {
  return {
    async receive(invocation) {
      try {
        return await take(ports, invocation);
      } catch (error) {
        // Not recorded, so not accepted either: the same act may come again.
        return { kind: 'rejected', command: null, error: sayable(error, ports) };
      }
    },
    async resume({ invocationId, line, ...request }) {
      const invocation = { id: invocationId, line: line ?? '', ...request };
      return receivedOf(ports, invocation, line === null ? notKept() : judge(ports, invocation));
    },
  };
}

async function take(ports: DispatchPorts, invocation: Invocation): Promise<Received> {
  const held = ports.limits.take(invocation.actor, 'request');
  if (held) return wait(ports, invocation, held);
  const verdict = judge(ports, invocation);
  if (!(await recordRequest(ports, invocation, verdict))) return { kind: 'repeated' };
  return receivedOf(ports, invocation, verdict);
}

/** What is to be said is said a few times. */
async function wait(
  ports: DispatchPorts,
  invocation: Invocation,
  { error, refused }: Held,
): Promise<Received> {
  await recordTooOften(ports, invocation, `rate: ${error.text.en}`);
  return refused > MOST_TOLD ? { kind: 'repeated' } : { kind: 'rejected', command: null, error };
}

async function receivedOf(ports: DispatchPorts, invocation: Invocation, verdict: Verdict): Promise<Received> {
  if ('error' in verdict) {
    const { command, error } = verdict;
    await conclude(ports, invocation, error.code);
    return { kind: 'rejected', command, error };
  }
  const { parsed } = verdict;
  let answering: Promise<Answer> | null = null;
  return {
    kind: 'accepted',
    command: parsed.command,
    answer(locale = invocation.locale) {
      answering ??= answer(ports, { ...invocation, locale }, parsed);
      return answering;
    },
  };
}

async function answer(ports: DispatchPorts, invocation: Invocation, parsed: ParsedLine): Promise<Answer> {
  const found = await carryOut(ports, invocation, parsed).catch(
    (error: unknown): Answer => ({ kind: 'refused', error: sayable(error, ports) }),
  );
  await conclude(ports, invocation, found.kind === 'refused' ? found.error.code : 'ok');
  return found;
}

/** What is done is done and what was said was said, also where its outcome cannot be written down. */
async function conclude({ audit, log }: DispatchPorts, { id }: Invocation, outcome: string): Promise<void> {
  try {
    await audit.conclude({ invocationId: id, outcome });
  } catch (error) {
    log.error({ err: error, invocation: id }, 'the outcome of a request could not be recorded');
  }
}

function sayable(error: unknown, { log, hints }: Pick<DispatchPorts, 'log' | 'hints'>): UserError {
  if (error instanceof UserError) return error;
  const { code, text, hint, evidence } = failureRecord(error, null, log, hints);
  return new UserError(code, text, hint, { cause: error, evidence });
}
