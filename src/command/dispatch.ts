import { denied } from '../access/authorise.ts';
import type { AuditStore } from '../audit/audit.ts';
import { UserError } from '../errors.ts';
import { failureRecord } from '../job/failure.ts';
import type { Job } from '../job/job.ts';
import { jobData } from '../job/job-data.ts';
import type { StartRequest, StartResult } from '../job/store.ts';
import type { Log } from '../log.ts';
import { view } from '../view/view.ts';
import type { Answer, Received } from './answer.ts';
import type { Decision } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './invocation.ts';
import { makeContext, type World } from './make-context.ts';
import { type ParsedLine, ParseError, parseLine } from './parse.ts';
import { refusalError } from './refusal.ts';

export interface DispatchPorts extends World {
  readonly audit: AuditStore;
  /** Stores a job and begins it; whoever runs jobs adds itself as their worker. */
  readonly start: (request: Omit<StartRequest, 'worker'>) => Promise<StartResult>;
  /** Asks for a job to be cancelled; null if there is none. */
  readonly cancel: (jobId: string, actorId: string) => Promise<Job | null>;
  readonly log: Log;
}

/** How often labvm chooses other names when somebody takes the ones it chose. */
const MAX_CHOICES = 20;
/** The most of a line that the audit keeps, in characters. */
const MAX_AUDIT_LINE = 1000;

/**
 * What takes every request in: understands and authorises it from memory, records it, and only then gives the chat
 * something to acknowledge. It never throws what a person typed back at the chat.
 */
export function createDispatch(ports: DispatchPorts): (invocation: Invocation) => Promise<Received> {
  const { access, audit, registry, log } = ports;

  async function receive(invocation: Invocation): Promise<Received> {
    const { actor, line } = invocation;
    const parsed = tryParse(line);
    if (parsed instanceof ParseError) {
      const command = parsed.command;
      const said = command?.path.join(' ') ?? '?';
      if (!(await record(invocation, said, false, `parse: ${parsed.error.code}`)))
        return { kind: 'repeated' };
      await audit.conclude({ invocationId: invocation.id, outcome: parsed.error.code });
      return { kind: 'rejected', command, error: parsed.error };
    }
    const { command } = parsed;
    const path = command.path.join(' ');
    const { reach, rule } = access.decide(actor, command.needs);
    if (!(await record(invocation, path, reach !== null, rule))) return { kind: 'repeated' };
    if (reach === null) {
      await audit.conclude({ invocationId: invocation.id, outcome: 'not-allowed' });
      return { kind: 'rejected', command, error: denied(actor, access.roleOf(actor), `/${path}`) };
    }
    return { kind: 'accepted', command, answer: () => answer(invocation, parsed) };
  }

  function tryParse(line: string): ParsedLine | ParseError {
    try {
      return parseLine(line, registry);
    } catch (error) {
      if (error instanceof ParseError) return error;
      throw error;
    }
  }

  function record(invocation: Invocation, command: string, allowed: boolean, rule: string): Promise<boolean> {
    return audit.record({
      invocationId: invocation.id,
      at: ports.clock.now(),
      actorId: invocation.actor.id,
      place: invocation.place,
      command,
      line: invocation.line.slice(0, MAX_AUDIT_LINE),
      allowed,
      rule,
    });
  }

  async function answer(invocation: Invocation, parsed: ParsedLine): Promise<Answer> {
    const found = await decideAndAct(invocation, parsed).catch((error: unknown) => refused(error));
    const outcome = found.kind === 'refused' ? found.error.code : 'ok';
    await audit.conclude({ invocationId: invocation.id, outcome }).catch((error: unknown) => {
      log.error({ err: error, invocation: invocation.id }, 'the outcome of a request could not be recorded');
    });
    return found;
  }

  async function decideAndAct(
    invocation: Invocation,
    { command, typed, confirmed }: ParsedLine,
  ): Promise<Answer> {
    const context = makeContext(ports, { ...invocation, confirmed });
    for (let choice = 1; ; choice += 1) {
      const values = await resolved(command.options, typed, context);
      const decision = await command.run(values, context);
      const result = await act(decision, invocation);
      if (result !== 'choose-again' || choice === MAX_CHOICES) {
        if (result === 'choose-again') throw new UserError('busy', TOO_MANY.text, TOO_MANY.hint);
        return result;
      }
    }
  }

  async function act(
    decision: Decision,
    { id, actor, place, locale }: Invocation,
  ): Promise<Answer | 'choose-again'> {
    switch (decision.kind) {
      case 'say':
        return { kind: 'said', view: decision.view, data: decision.data ?? {} };
      case 'ask':
        return { kind: 'asked', view: decision.view };
      case 'cancel':
        return cancelled(decision.jobId, await ports.cancel(decision.jobId, actor.id));
      case 'start': {
        const { jobs, seen } = decision;
        const result = await ports.start({ invocationId: id, actorId: actor.id, place, locale, jobs, seen });
        if (result.kind !== 'refused') return { kind: 'started', jobId: result.job.id };
        if (result.refusal.kind === 'name-taken' && decision.namesAreOurs) return 'choose-again';
        throw refusalError(result.refusal);
      }
    }
  }

  function refused(error: unknown): Answer {
    if (error instanceof UserError) return { kind: 'refused', error };
    const { code, text, hint } = failureRecord(error, null, log);
    return { kind: 'refused', error: new UserError(code, text, hint, { cause: error }) };
  }

  return receive;
}

/** Looks the typed values up, in their order: each one authorised against what it names. */
async function resolved(
  options: ParsedLine['command']['options'],
  typed: ParsedLine['typed'],
  context: CommandContext,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(options)) {
    if (!(name in typed)) continue;
    values[name] = kind.resolve ? await kind.resolve(typed[name], context) : typed[name];
  }
  return values;
}

function cancelled(jobId: string, job: Job | null): Answer {
  if (!job) {
    throw new UserError('not-found', {
      en: `There is no job ${jobId}.`,
      es: `No hay ningún trabajo ${jobId}.`,
    });
  }
  const text = {
    en: `Job ${jobId} is being cancelled; what it has done is put back.`,
    es: `El trabajo ${jobId} se está cancelando; lo hecho se deshace.`,
  };
  return { kind: 'said', view: view({ parts: [{ kind: 'text', text }] }), data: { job: jobData(job) } };
}

const TOO_MANY = {
  text: {
    en: 'Others keep taking the names that labvm chooses.',
    es: 'Otros ocupan los nombres que labvm elige.',
  },
  hint: {
    en: 'Try again, or name the machine yourself.',
    es: 'Inténtelo de nuevo, o ponga usted el nombre.',
  },
};
