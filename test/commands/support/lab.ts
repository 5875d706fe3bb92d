import { onTestFinished } from 'vitest';
import { openStore } from '../../../adapters/sqlite/index.ts';
import { commands as allCommands } from '../../../commands/index.ts';
import type { Accounts } from '../../../src/access/accounts.ts';
import type { Actor } from '../../../src/access/actor.ts';
import { createAccess, LOCAL_ACTOR_ID } from '../../../src/access/authorise.ts';
import { createLimiter } from '../../../src/access/limiter.ts';
import { createPersonLimits } from '../../../src/access/person-limits.ts';
import { type CommandTools, HINTS, RIGHTS, WORKS } from '../../../src/app.ts';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Place } from '../../../src/base/place.ts';
import type { Answer, Received } from '../../../src/command/answer.ts';
import type { OpenFile } from '../../../src/command/attached.ts';
import type { AuditEntry, AuditOutcome } from '../../../src/command/audit/audit.ts';
import { createTally } from '../../../src/command/audit/tally.ts';
import type { Command } from '../../../src/command/command.ts';
import type { CommandContext } from '../../../src/command/context.ts';
import { createDispatch, type DispatchPorts } from '../../../src/command/dispatch.ts';
import type { Invocation } from '../../../src/command/invocation.ts';
import { makeContext, type World } from '../../../src/command/make-context.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { mustHaveRoom } from '../../../src/host/scarce.ts';
import { BUILT_IN } from '../../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../../src/image/catalogue.ts';
import type { HostImage } from '../../../src/image/host-image.ts';
import type { JobRequest, StartRequest } from '../../../src/job/store.ts';
import type { Medium } from '../../../src/vm/plan.ts';
import type { Power } from '../../../src/vm/vm.ts';
import { fakeConsoles, WEB } from '../../fakes/consoles.ts';
import { createFakeHypervisor, type FakeHypervisor } from '../../fakes/hypervisor.ts';
import { fakeFirstBoot } from '../../fakes/tools.ts';

export const PLACE: Place = { chat: 'slack', channel: 'C1' };
/** The host's own terminal. */
export const TERMINAL: Place = { chat: 'terminal', channel: 'tty' };

export const ADMIN: Actor = { id: LOCAL_ACTOR_ID, displayName: 'root' };
export const TEACHER: Actor = { id: 'slack:T1:TEACHER', displayName: 'Tere' };
export const ANA: Actor = { id: 'slack:T1:ANA', displayName: 'Ana' };
export const BEN: Actor = { id: 'slack:T1:BEN', displayName: 'Ben' };

export interface LabOptions {
  readonly commands?: readonly Command[];
  /** What Ana and Ben are; students unless said otherwise. */
  readonly role?: 'guest' | 'student' | 'teacher';
  readonly clock?: Clock;
  /** Which accounts are one person's; each its own unless said. */
  readonly accounts?: Accounts;
  /** Where everything is said; a channel of Slack unless given. */
  readonly place?: Place;
  /** What comes with what is said. */
  readonly openFile?: OpenFile;
  /** What replaces the tools of its domains. */
  readonly tools?: Partial<CommandTools>;
  /** What replaces the ports of this room. */
  readonly ports?: Partial<DispatchPorts>;
}

/** Whether it is the line of a button that somebody was shown. */
type Shown = Pick<Invocation, 'wasShown'>;

/** The command room with a lab in memory, a real store in memory, and everything that reaches it written down. */
export function commandLab(options: LabOptions = {}) {
  const { commands = allCommands, role = 'student', clock, place = PLACE, ports } = options;
  const now = clock ?? systemClock;
  const store = openStore({ file: ':memory:', clock: now, log: silentLog });
  onTestFinished(() => store.close());
  const hypervisor = createFakeHypervisor();
  const worker = store.workers.enter();
  const starts: Omit<StartRequest, 'worker'>[] = [];
  const entries: AuditEntry[] = [];
  const outcomes: AuditOutcome[] = [];

  const audit: DispatchPorts['audit'] = {
    async record(entry) {
      const isNew = await store.audit.record(entry);
      if (isNew) entries.push(entry);
      return isNew;
    },
    async conclude(outcome) {
      outcomes.push(outcome);
      await store.audit.conclude(outcome);
    },
  };

  const given: CommandTools = {
    hypervisor,
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    firstBoot: fakeFirstBoot(),
    keys: store.keys,
    hostShare: { reserve: { memoryMiB: 1024, diskGiB: 10 }, diskOvercommit: 2 },
    doctor: async () => ({ checks: [] }),
    consoles: fakeConsoles(),
    web: WEB,
    pagesAreOpen: async () => true,
    cancelJob: (jobId, actorId) => store.jobs.cancel(jobId, actorId),
  };
  const world: World = {
    registry: createRegistry(commands),
    access: createAccess({ admins: [], teachers: [TEACHER.id], defaultRole: role }, RIGHTS, options.accounts),
    jobs: store.jobs,
    works: WORKS,
    tools: { ...given, ...options.tools },
    clock: now,
    ...ports,
  };

  const { receive } = createDispatch({
    ...world,
    audit,
    worker: () => 'none',
    mustHaveRoom: () => mustHaveRoom(store.room),
    hints: HINTS,
    log: silentLog,
    async start(request) {
      starts.push(request);
      return store.jobs.start({ ...request, worker: await worker });
    },
    limits: createPersonLimits({ access: world.access, limiter: createLimiter(now), clock: now }),
    tally: createTally({ audit: { ...store.audit, ...audit }, clock: now, log: silentLog }),
    ...ports,
  });

  let acts = 0;
  const invoke = (line: string, actor: Actor = ADMIN, id?: string, how: Shown = {}): Promise<Received> => {
    acts += 1;
    const { openFile } = options;
    const came = openFile ? { openFile } : {};
    return receive({ id: id ?? `act-${acts}`, actor, place, locale: 'en', line, ...came, ...how });
  };

  return {
    world,
    hypervisor,
    store,
    starts,
    entries,
    outcomes,
    invoke,
    /** What is finally said, as if a rejection were an answer. */
    async ask(line: string, actor: Actor = ADMIN, id?: string, how: Shown = {}): Promise<Answer> {
      const received = await invoke(line, actor, id, how);
      if (received.kind === 'accepted') return received.answer();
      if (received.kind === 'rejected') return { kind: 'refused', error: received.error };
      throw new Error(`The act was there before: ${line}`);
    },
    /** What a command may read, for somebody. */
    context: (actor: Actor = ADMIN, confirmed = false): CommandContext & CommandTools => ({
      ...given,
      ...makeContext(world, { id: 'act', actor, place, locale: 'en', confirmed }),
    }),
  };
}

export type CommandLab = ReturnType<typeof commandLab>;

/** Puts a machine into the lab as if it had always been there. */
export function addMachine(
  hypervisor: FakeHypervisor,
  name: string,
  power: Power = 'running',
  owner: string = ANA.id,
  image = 'tiny',
  medium: Medium = 'disk',
): void {
  const { hardware } = BUILT_IN[0] ?? {
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
  };
  const machine = hypervisor.world.add({
    requestId: `req-${name}`,
    name,
    owner,
    image,
    spec: { cpus: 1, memoryMiB: 128, diskGiB: medium === 'live' ? 0 : 1 },
    hardware,
    medium,
    createdAt: new Date('2026-01-02T03:04:05Z'),
  });
  if (power !== 'off') hypervisor.world.change(machine, 'running', 'booted');
  if (power !== 'off' && power !== 'running') hypervisor.world.change(machine, power, 'unknown');
}

/** Puts an image onto the host. */
export function addImage(hypervisor: FakeHypervisor, id: string, more: Partial<HostImage> = {}): void {
  const isDisc = more.format === 'iso';
  hypervisor.world.images.push({
    id,
    format: 'qcow2',
    sizeBytes: 43e6,
    virtualSizeBytes: isDisc ? 43e6 : 2 * 1024 ** 3,
    sha256: 'd'.repeat(64),
    origin: null,
    declared: null,
    usedBy: [],
    ...more,
  });
}

/** The one job that the last act asked for. */
export function lastJob({ starts }: Pick<CommandLab, 'starts'>): JobRequest {
  const [job, ...others] = starts.at(-1)?.jobs ?? [];
  if (!job || others.length > 0) throw new Error(`This asked for ${others.length} jobs more than one`);
  return job;
}

/** The error of an answer that must be a refusal. */
export function refused(answer: Answer) {
  if (answer.kind !== 'refused') throw new Error(`This was not refused but ${answer.kind}`);
  return answer.error;
}

/** The view of an answer that says or asks something. */
export function viewOf(answer: Answer) {
  if (answer.kind === 'said' || answer.kind === 'asked') return answer.view;
  throw new Error(answer.kind === 'refused' ? `Refused: ${answer.error.text.en}` : 'A job was started');
}
