import type { Actor } from '../access/actor.ts';
import type { PersonLimits } from '../access/person-limits.ts';
import type { Repeated } from '../access/rates.ts';
import { UserError } from '../base/errors.ts';
import type { StartRequest, StartResult } from '../job/store.ts';
import { withAbout } from './about.ts';
import { againOf } from './again.ts';
import type { Answer } from './answer.ts';
import type { Decision } from './command.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './invocation.ts';
import { makeContext, type World } from './make-context.ts';
import { askAboutOnlyOne, withOnlyOne } from './only-one.ts';
import type { ParsedLine } from './parsed-line.ts';

export interface CarryOutPorts extends World {
  readonly limits: PersonLimits;
  /** Stores a job and begins it; whoever runs jobs adds itself as their worker. */
  readonly start: (request: Omit<StartRequest, 'worker'>) => Promise<StartResult>;
  /** Before anything is begun that labvm has to remember. @throws UserError where there is no room for it */
  readonly mustHaveRoom: () => Promise<void>;
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
  said: ParsedLine,
): Promise<Answer> {
  const { command, confirmed } = said;
  if (command.takes) take(ports, invocation.actor, command.takes);
  for (let choice = 1; choice <= MAX_CHOICES; choice += 1) {
    const context = makeContext(ports, { ...invocation, confirmed });
    const line = await withOnlyOne(said, context);
    const values = await resolved(command.options, line.typed, context);
    // The app has seen to it that the context has all the tools that its commands use.
    const decision = await command.run(values, context as never);
    if (line.lacks !== undefined && decision.kind === 'start') {
      return { kind: 'asked', view: askAboutOnlyOne(line) };
    }
    if (!command.makesRoom && isRemembered(decision)) await ports.mustHaveRoom();
    const result = await carriedOut(ports, { ...invocation, parsed: line }, decision, context);
    if (result === 'choose-again') continue;
    return result.kind === 'said' ? { ...result, view: withAbout(result.view, line) } : result;
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

/** What somebody asked for, as it was understood. */
type Asked = Invocation & { readonly parsed: ParsedLine };

async function carriedOut(
  ports: CarryOutPorts,
  { id, actor, place, locale, reply = null, parsed }: Asked,
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
      const { admission, namesAreOurs } = decision;
      const jobs = decision.jobs.map(({ alone, ...job }) => ({ ...job, again: againOf(parsed, alone) }));
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
