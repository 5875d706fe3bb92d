import { type Actor, personOf } from '../access/actor.ts';
import type { PersonLimits } from '../access/person-limits.ts';
import type { Repeated } from '../access/rates.ts';
import { UserError } from '../base/errors.ts';
import type { Consoles } from '../console/consoles.ts';
import { linkBase, linkOf, linkView, notOpen, revokedView } from '../console/link.ts';
import type { Job } from '../job/job.ts';
import { jobData } from '../job/job-data.ts';
import { mustHaveRoom } from '../job/scarce.ts';
import type { StartRequest, StartResult } from '../job/store.ts';
import type { StoreRoom } from '../job/store-room.ts';
import { tooManyKeys } from '../key/ssh-key.ts';
import { view } from '../view/view.ts';
import type { Vm } from '../vm/vm.ts';
import type { WebSettings } from '../web-settings.ts';
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
  /** Asks for a job to be cancelled; null if there is none. */
  readonly cancel: (jobId: string, actorId: string) => Promise<Job | null>;
  readonly consoles: Pick<Consoles, 'grant' | 'revoke'>;
  /** Where all that is remembered lies. */
  readonly room: StoreRoom;
  /** Where links to consoles lead; null: there are none. */
  readonly web: WebSettings | null;
  /** Whether somebody serves them now. */
  readonly pagesAreOpen: () => Promise<boolean>;
}

/** How often labvm chooses other names when somebody takes the ones it chose. */
const MAX_CHOICES = 20;

/**
 * Lets a command decide, and does what it decides.
 * @throws UserError for the asker, HypervisorError where the hosts fail
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
    const decision = await command.run(values, context);
    if (!command.makesRoom && isRemembered(decision)) await mustHaveRoom(ports.room);
    const result = await act(ports, invocation, decision);
    if (result !== 'choose-again') return result;
  }
  throw othersAreFaster();
}

/** Whether labvm has more to remember once it is done than that it was asked. */
function isRemembered(decision: Decision): boolean {
  switch (decision.kind) {
    case 'start':
      return true;
    case 'console':
      return decision.what === 'grant';
    case 'keys':
      return decision.change.what === 'add';
    default:
      return false;
  }
}

/** @throws UserError where the asker has to wait */
function take({ limits }: CarryOutPorts, actor: Actor, what: Repeated, count?: number): void {
  const held = limits.take(actor, what, count);
  if (held) throw held.error;
}

async function act(
  ports: CarryOutPorts,
  invocation: Invocation,
  decision: Decision,
): Promise<Answer | 'choose-again'> {
  const { start, cancel, keys, clock, access } = ports;
  const { id, actor, place, locale, reply = null } = invocation;
  switch (decision.kind) {
    case 'say':
      return { kind: 'said', view: decision.view, data: decision.data ?? {} };
    case 'ask':
      return { kind: 'asked', view: decision.view };
    case 'keys': {
      const { what, key } = decision.change;
      if (what === 'add') {
        if ((await keys.add(personOf(actor), key, clock.now())) === 'full') throw tooManyKeys();
      } else await keys.remove(personOf(actor), key);
      return { kind: 'said', view: decision.view, data: {} };
    }
    case 'console':
      if (decision.what === 'revoke') return revoke(ports, invocation, decision.vm);
      take(ports, actor, 'link');
      return grant(ports, invocation, decision.vm);
    case 'press': {
      take(ports, actor, 'keystroke', decision.strokes.length);
      for (const stroke of decision.strokes) await ports.hypervisor.pressKeys(decision.vm.ref, stroke);
      return { kind: 'said', view: decision.view, data: {} };
    }
    case 'cancel':
      return cancelled(decision.jobId, await cancel(decision.jobId, actor.id));
    case 'start': {
      const { jobs, admission, namesAreOurs } = decision;
      const mostJobs = access.ratesOf(actor).caps.jobs;
      const whose = { invocationId: id, actorId: actor.id, place, locale, reply };
      const result = await start({ ...whose, jobs, admission, mostJobs });
      if (result.kind !== 'refused') return { kind: 'started', jobId: result.job.id };
      if (result.isNameTaken && namesAreOurs) return 'choose-again';
      throw result.error;
    }
  }
}

async function grant(
  { consoles, web, pagesAreOpen }: CarryOutPorts,
  { actor, place, locale }: Invocation,
  vm: Vm,
): Promise<Answer> {
  const base = linkBase(web, place);
  if (!(await pagesAreOpen())) throw notOpen();
  const { token, until } = await consoles.grant({ vm, actor, place, locale });
  const url = linkOf(base, token);
  return {
    kind: 'said',
    view: linkView(vm.name, url),
    data: { link: { url, until: until.toISOString() } },
  };
}

/** Whoever has the machine ends everybody's way to it; who only may look ends his own. */
async function revoke({ access, consoles }: CarryOutPorts, { actor }: Invocation, vm: Vm): Promise<Answer> {
  const { reach } = access.decide(actor, 'vm:control');
  const isMaster = reach === 'any' || (reach === 'own' && vm.owner === personOf(actor));
  const count = await consoles.revoke({ vm, ...(isMaster ? {} : { actorId: actor.id }) });
  return { kind: 'said', view: revokedView(vm.name, count), data: {} };
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

function cancelled(jobId: string, job: Job | null): Answer {
  if (!job) {
    throw new UserError(
      'not-found',
      { en: `There is no job ${jobId}.`, es: `No hay ningún trabajo ${jobId}.` },
      { en: 'See which there are: /job list', es: 'Vea cuáles hay: /job list' },
    );
  }
  const text = {
    en: `Job ${jobId} is being cancelled; what it has done is put back.`,
    es: `El trabajo ${jobId} se está cancelando; lo hecho se deshace.`,
  };
  return { kind: 'said', view: view({ parts: [{ kind: 'text', text }] }), data: { job: jobData(job) } };
}

function othersAreFaster(): UserError {
  return new UserError(
    'busy',
    {
      en: 'Others keep taking the names that labvm chooses.',
      es: 'Otros ocupan los nombres que labvm elige.',
    },
    {
      en: 'Try again, or name the machine yourself.',
      es: 'Inténtelo de nuevo, o ponga usted el nombre.',
    },
  );
}
