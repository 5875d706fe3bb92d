import { denied } from '../access/authorise.ts';
import type { Held } from '../access/person-limits.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { failureRecord } from '../job/failure.ts';
import type { Answer, Received } from './answer.ts';
import type { AuditEntry, AuditStore, OpenRequest } from './audit/audit.ts';
import type { Tally } from './audit/tally.ts';
import { type CarryOutPorts, carryOut } from './carry-out.ts';
import type { Command } from './command.ts';
import type { Invocation } from './invocation.ts';
import { firstWord, keptLine, resumableLine, unreadLine } from './kept-line.ts';
import { type ParsedLine, ParseError, parseLine } from './parse.ts';

export interface DispatchPorts extends CarryOutPorts {
  readonly audit: Pick<AuditStore, 'record' | 'conclude'>;
  /** Records refusals, those that are alike as one row. */
  readonly tally: Pick<Tally, 'note'>;
  /** This process, as it is known to the store. */
  readonly worker: () => string;
  readonly log: Log;
}

/** How often in a row somebody is told to wait; then labvm is silent, because telling is work, too. */
const MOST_TOLD = 3;

/** What is made of a line before it is recorded. */
type Verdict = {
  readonly command: Command | null;
  readonly rule: string;
  /** The line, where it is one. */
  readonly read: ParsedLine | null;
} & ({ readonly parsed: ParsedLine } | { readonly error: UserError });

/** What takes requests in. Neither of these nor an answer ever rejects: whatever goes wrong is something to be said. */
export interface Dispatch {
  /** Understands and authorises a request from memory, records it, and only then gives something to acknowledge. */
  receive(invocation: Invocation): Promise<Received>;
  /** Goes on with a request that was recorded before, by a process that died before it was answered. */
  resume(request: OpenRequest): Promise<Received>;
}

export function createDispatch(ports: DispatchPorts): Dispatch {
  const { access, audit, limits, registry, tally, log } = ports;

  async function receive(invocation: Invocation): Promise<Received> {
    try {
      return await take(invocation);
    } catch (error) {
      // Not recorded, so not accepted either: the same act may come again.
      return { kind: 'rejected', command: null, error: sayable(error) };
    }
  }

  async function take(invocation: Invocation): Promise<Received> {
    const held = limits.take(invocation.actor, 'request');
    if (held) return wait(invocation, held);
    const verdict = judge(invocation);
    if (!(await record(invocation, verdict))) return { kind: 'repeated' };
    return receivedOf(invocation, verdict);
  }

  /** Whatever it is, it is not even read: only counted, and what is to be said is said a few times. */
  async function wait(invocation: Invocation, { error, refused }: Held): Promise<Received> {
    const { id, actor, place } = invocation;
    const rule = `rate: ${error.text.en}`;
    await tally.note(['request', actor.id, place.chat], {
      invocationId: id,
      at: ports.clock.now(),
      actorId: actor.id,
      place,
      command: '',
      line: '',
      allowed: false,
      rule,
    });
    return refused > MOST_TOLD ? { kind: 'repeated' } : { kind: 'rejected', command: null, error };
  }

  async function receivedOf(invocation: Invocation, verdict: Verdict): Promise<Received> {
    if ('error' in verdict) {
      const { command, error } = verdict;
      await conclude(invocation, error.code);
      return { kind: 'rejected', command, error };
    }
    const { parsed } = verdict;
    let answering: Promise<Answer> | null = null;
    return {
      kind: 'accepted',
      command: parsed.command,
      answer(locale = invocation.locale) {
        answering ??= answer({ ...invocation, locale }, parsed);
        return answering;
      },
    };
  }

  /** Whoever may not use a command hears that, and not what is wrong with the way they typed it. */
  function judge({ actor, line }: Invocation): Verdict {
    const understood = understand(line);
    const { command } = understood;
    const read = understood instanceof ParseError ? null : understood;
    if (command) {
      const { reach, rule } = access.decide(actor, command.needs);
      if (reach === null) {
        const error = denied(actor, access.roleOf(actor), `/${command.path.join(' ')}`);
        return { command, rule, read, error };
      }
      if (read) return { command, rule, read, parsed: read };
    }
    const { error } = understood as ParseError;
    return { command, rule: `parse: ${error.code}`, read, error };
  }

  function understand(line: string): ParsedLine | ParseError {
    try {
      return parseLine(line, registry);
    } catch (error) {
      if (error instanceof ParseError) return error;
      throw error;
    }
  }

  /** @returns false if it was recorded before */
  async function record(invocation: Invocation, verdict: Verdict): Promise<boolean> {
    const { id, actor, place, locale, line, reply } = invocation;
    const { command, read, rule } = verdict;
    const entry: AuditEntry = {
      invocationId: id,
      at: ports.clock.now(),
      actorId: actor.id,
      place,
      command: command?.path.join(' ') ?? firstWord(line),
      line: read ? keptLine(read) : unreadLine(line),
      allowed: 'parsed' in verdict,
      rule,
    };
    const open =
      reply === undefined
        ? undefined
        : {
            request: { invocationId: id, actor, place, locale, line: read && resumableLine(read), reply },
            worker: ports.worker(),
          };
    if (entry.allowed) return audit.record(entry, open);
    const same = [actor.id, place.chat, entry.command, entry.line, entry.rule];
    return (await tally.note(same, entry, open)) !== 'repeated';
  }

  async function answer(invocation: Invocation, parsed: ParsedLine): Promise<Answer> {
    const found = await carryOut(ports, invocation, parsed).catch(
      (error: unknown): Answer => ({ kind: 'refused', error: sayable(error) }),
    );
    await conclude(invocation, found.kind === 'refused' ? found.error.code : 'ok');
    return found;
  }

  /** What is done is done and what was said was said, also where its outcome cannot be written down. */
  async function conclude({ id }: Invocation, outcome: string): Promise<void> {
    try {
      await audit.conclude({ invocationId: id, outcome });
    } catch (error) {
      log.error({ err: error, invocation: id }, 'the outcome of a request could not be recorded');
    }
  }

  function sayable(error: unknown): UserError {
    if (error instanceof UserError) return error;
    const { code, text, hint, evidence } = failureRecord(error, null, log);
    return new UserError(code, text, hint, { cause: error, evidence });
  }

  return {
    receive,
    async resume({ invocationId, line, ...request }) {
      const invocation = { id: invocationId, line: line ?? '', ...request };
      const verdict = line === null ? notKept() : judge(invocation);
      return receivedOf(invocation, verdict);
    },
  };
}

/** Nothing of it was written down, for what it said may have been a secret. */
function notKept(): Verdict {
  const error = new UserError(
    'interrupted',
    {
      en: 'labvm stopped before it could answer this, and has kept nothing of what you said.',
      es: 'labvm se detuvo antes de poder responder, y no ha guardado nada de lo que dijo.',
    },
    { en: 'Please say it again.', es: 'Por favor, dígalo otra vez.' },
  );
  return { command: null, rule: '', read: null, error };
}
