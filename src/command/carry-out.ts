import type { Actor } from '../access/actor.ts';
import type { PersonLimits } from '../access/person-limits.ts';
import type { Repeated } from '../access/rates.ts';
import { UserError } from '../base/errors.ts';
import { mustHaveRoom } from '../job/scarce.ts';
import type { StartRequest, StartResult } from '../job/store.ts';
import type { StoreRoom } from '../job/store-room.ts';
import type { Answer } from './answer.ts';
import type { Decision } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './invocation.ts';
import { makeContext, type World } from './make-context.ts';
import type { ParsedLine } from './parse.ts';

export interface CarryOutPorts extends World {
  readonly limits: PersonLimits;
  /** Stores a job and begins it; whoever runs jobs adds itself as their worker. */
  readonly start: (request: Omit<StartRequest, 'worker'>) => Promise<StartResult>;
  /** Where all that is remembered lies. */
  readonly room: StoreRoom;
}

/** How often labvm chooses other names when somebody takes the ones it chose. */
const MAX_CHOICES = 20;

/**
 * Lets a command decide, and does what it decides.
 * @throws UserError for the asker, PortError where the hosts fail
 */
export async function carryOut(
  ports: CarryOutPorts,
  invocation: Invocation,
  { command, typed, confirmed }: ParsedLine,
): Promise<Answer> {
  if (command.takes) take(ports, invocation.actor, command.takes);
  for (let choice = 1; choice <= MAX_CHOICES; choice += 1) {
    const context = makeContext(ports, { ...invocation, confirmed });
    const values = await resolved(command.options, typed, context);
    // The app has seen to it that the context has all the tools that its commands use.
    const decision = await command.run(values, context as never);
    if (!command.makesRoom && isRemembered(decision)) await mustHaveRoom(ports.room);
    const result = await carriedOut(ports, invocation, decision, context);
    if (result !== 'choose-again') return result;
  }
  throw othersAreFaster();
}

/** Whether labvm has more to remember once it is done than that it was asked. */
function isRemembered(decision: Decision<never>): boolean {
  switch (decision.kind) {
    case 'start':
      return true;
    case 'act':
      return decision.act.remembers ?? false;
    default:
      return false;
  }
}

/** @throws UserError where the asker has to wait */
function take({ limits }: CarryOutPorts, actor: Actor, what: Repeated, count?: number): void {
  const held = limits.take(actor, what, count);
  if (held) throw held.error;
}

async function carriedOut(
  ports: CarryOutPorts,
  { id, actor, place, locale, reply = null }: Invocation,
  decision: Decision<never>,
  context: CommandContext,
): Promise<Answer | 'choose-again'> {
  switch (decision.kind) {
    case 'say':
      return { kind: 'said', view: decision.view, data: decision.data ?? {} };
    case 'ask':
      return { kind: 'asked', view: decision.view };
    case 'act': {
      const own = { ...context, take: (what: Repeated, count?: number) => take(ports, actor, what, count) };
      const { view, data = {} } = await decision.act.carryOut(decision.input as never, own as never);
      return { kind: 'said', view, data };
    }
    case 'start': {
      const { jobs, admission, namesAreOurs } = decision;
      const mostJobs = ports.access.ratesOf(actor).caps.jobs;
      const whose = { invocationId: id, actorId: actor.id, place, locale, reply };
      const result = await ports.start({ ...whose, jobs, admission, mostJobs });
      if (result.kind !== 'refused') return { kind: 'started', jobId: result.job.id };
      if (result.isNameTaken && namesAreOurs) return 'choose-again';
      throw result.error;
    }
  }
}

/** Looks the typed values up, in their order: each one authorised against what it names. */
async function resolved(
  options: ParsedLine['command']['options'],
  typed: ParsedLine['typed'],
  context: CommandContext,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(options)) {
    if (!Object.hasOwn(typed, name)) continue;
    values[name] = kind.resolve ? await atOption(name, kind.resolve(typed[name], context)) : typed[name];
  }
  return values;
}

/** Says of an error which option it is about. */
async function atOption(name: string, looking: Promise<unknown>): Promise<unknown> {
  try {
    return await looking;
  } catch (error) {
    if (!(error instanceof UserError) || error.option !== undefined) throw error;
    throw new UserError(error.code, error.text, error.hint, {
      cause: error,
      option: name,
      isGone: error.isGone,
      evidence: error.evidence,
    });
  }
}

function othersAreFaster(): UserError {
  return new UserError(
    'busy',
    {
      en: 'The names that labvm picks keep being taken by others.',
      es: 'Otras personas ocupan una y otra vez los nombres que labvm elige.',
    },
    {
      en: 'Try again, or choose a name yourself.',
      es: 'Inténtelo de nuevo, o elija usted el nombre.',
    },
  );
}
