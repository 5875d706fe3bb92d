import { commands } from '../../../../commands/index.ts';
import { type AccessSettings, createAccess } from '../../../../src/access/authorise.ts';
import { type CommandTools, HINTS, RIGHTS, WORKS } from '../../../../src/app.ts';
import type { Log } from '../../../../src/base/log.ts';
import type { Answer, Received } from '../../../../src/command/answer.ts';
import type { AuditEntry, AuditOutcome, OpenRequest } from '../../../../src/command/audit/audit.ts';
import type { Command } from '../../../../src/command/command.ts';
import { createDispatch, type DispatchPorts } from '../../../../src/command/dispatch.ts';
import type { Invocation } from '../../../../src/command/invocation.ts';
import type { World } from '../../../../src/command/make-context.ts';
import { createRegistry } from '../../../../src/command/registry.ts';
import { BUILT_IN } from '../../../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../../../src/image/catalogue.ts';
import type { Job } from '../../../../src/job/job.ts';
import type { JobStore, StartResult } from '../../../../src/job/store.ts';
import type { Hypervisor } from '../../../../src/vm/hypervisor.ts';
import type { Medium } from '../../../../src/vm/plan.ts';
import type { VmRef } from '../../../../src/vm/vm.ts';
import { fakeConsoles, WEB } from '../../../fakes/consoles.ts';
import { createFakeHypervisor, createFakeWorld } from '../../../fakes/hypervisor.ts';
import { NO_LIMITS, rowByRow } from '../../../fakes/limits.ts';
import { fakeFirstBoot } from '../../../fakes/tools.ts';

export const NOW = new Date('2026-03-04T10:00:00Z');
export const PLACE = { chat: 'slack', channel: 'C1' };

type Start = Parameters<DispatchPorts['start']>[0];

/** What reached the ports, in order. */
export interface Heard {
  readonly audit: AuditEntry[];
  readonly outcomes: AuditOutcome[];
  readonly open: OpenRequest[];
  readonly starts: Start[];
  readonly cancels: { jobId: string; actorId: string }[];
  readonly errors: { fields: object; text: string }[];
}

export interface RoomOptions {
  readonly access?: Partial<AccessSettings>;
  readonly commands?: readonly Command[];
  readonly jobs?: readonly Job[];
  readonly tools?: Partial<CommandTools>;
  readonly ports?: Partial<DispatchPorts>;
  /** Stands between the room and its hypervisor. */
  readonly watch?: (hypervisor: Hypervisor) => Hypervisor;
}

interface MachineLook {
  readonly power: 'running' | 'off';
  readonly image: string;
  readonly medium: Medium;
}

/** The command room with a fake of everything around it: what it asks of its ports is written down. */
export function room(options: RoomOptions = {}) {
  const lab = createFakeWorld();
  const hypervisor = createFakeHypervisor({ world: lab });
  const heard: Heard = { audit: [], outcomes: [], open: [], starts: [], cancels: [], errors: [] };
  const keep = (fields: object, text: string) => void heard.errors.push({ fields, text });
  const log: Log = { debug() {}, info() {}, warn: keep, error: keep };
  const jobs = options.jobs ?? [];
  const tools: CommandTools = {
    hypervisor: options.watch?.(hypervisor) ?? hypervisor,
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    firstBoot: fakeFirstBoot(),
    keys: { of: async () => [], add: async () => 'added', remove: async () => true },
    hostShare: { reserve: { memoryMiB: 1024, diskGiB: 5 }, diskOvercommit: 2 },
    doctor: async () => ({ checks: [] }),
    consoles: fakeConsoles(),
    web: WEB,
    pagesAreOpen: async () => true,
    async cancelJob(jobId, actorId) {
      heard.cancels.push({ jobId, actorId });
      return jobs.find(({ id }) => id === jobId) ?? null;
    },
    ...options.tools,
  };
  const world: World = {
    registry: createRegistry(options.commands ?? commands),
    access: createAccess({ admins: [], teachers: [], defaultRole: 'student', ...options.access }, RIGHTS),
    jobs: jobsOf(jobs),
    works: WORKS,
    tools,
    clock: { now: () => NOW },
  };
  const given: Omit<DispatchPorts, 'tally'> & Partial<DispatchPorts> = {
    ...world,
    limits: NO_LIMITS,
    log,
    worker: () => 'worker-1',
    mustHaveRoom: async () => {},
    hints: HINTS,
    audit: {
      async record(entry, open) {
        if (heard.audit.some(({ invocationId }) => invocationId === entry.invocationId)) return false;
        heard.audit.push(entry);
        if (open) heard.open.push(open.request);
        return true;
      },
      async conclude(outcome) {
        heard.outcomes.push(outcome);
      },
    },
    async start(request): Promise<StartResult> {
      heard.starts.push(request);
      return { kind: 'started', job: job({ id: `j${heard.starts.length}` }) };
    },
    ...options.ports,
  };
  const ports: DispatchPorts = { ...given, tally: given.tally ?? rowByRow(given.audit) };
  const { receive, resume } = createDispatch(ports);
  let acts = 0;

  function invocation(line: string, actorId = 'slack:T1:ana', id = `act-${++acts}`): Invocation {
    return { id, actor: { id: actorId, displayName: actorId }, place: PLACE, locale: 'en', line };
  }

  return {
    /** What the room reads of the world, for whatever else reads it. */
    world: ports as World,
    lab,
    hypervisor,
    heard,
    receive,
    resume,
    invocation,
    /** A machine that is on unless said otherwise, of somebody. */
    /** The name of a machine. */
    nameOf: (ref: VmRef) => lab.machines.get(ref)?.plan.name ?? null,
    machine(name: string, owner = 'slack:T1:ana', how: Partial<MachineLook> = {}) {
      const { power = 'running', image = 'tiny', medium = 'disk' } = how;
      const spec = { cpus: 1, memoryMiB: 128, diskGiB: 1 };
      const hardware = { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' } as const;
      const plan = { requestId: `r-${name}`, name, owner, image, spec, hardware, medium, createdAt: NOW };
      const machine = lab.add(plan);
      if (power === 'running') lab.change(machine, 'running', 'booted');
    },
    /** A disc on the host. */
    disc(id: string) {
      const bytes = { sizeBytes: 43e6, virtualSizeBytes: 43e6, sha256: 'd'.repeat(64) };
      lab.images.push({ id, format: 'iso', ...bytes, origin: null, declared: null, usedBy: [] });
    },
    /** Says a line and waits for what comes of it. */
    async say(line: string, actorId?: string): Promise<Answer> {
      return answerOf(await receive(invocation(line, actorId)));
    },
  };
}

/** A rejection is an answer too, to the person who hears it. */
export async function answerOf(received: Received): Promise<Answer> {
  if (received.kind === 'accepted') return received.answer();
  if (received.kind === 'rejected') return { kind: 'refused', error: received.error };
  throw new Error('The act was taken for a repeated one.');
}

export function job(more: Partial<Job> = {}): Job {
  return {
    id: 'j1',
    kind: 'vm.create',
    parentId: null,
    invocationId: 'i1',
    actorId: 'slack:T1:ana',
    place: PLACE,
    locale: 'en',
    vm: 'web1',
    input: { name: 'web1' },
    state: 'running',
    steps: [],
    cancelledBy: null,
    ending: null,
    error: null,
    result: null,
    createdAt: NOW,
    startedAt: NOW,
    finishedAt: null,
    revision: 1,
    ...more,
  };
}

/** The part of a job store that commands read; the rest is not theirs to call. */
function jobsOf(jobs: readonly Job[]): JobStore {
  const reading: Pick<JobStore, 'get' | 'list' | 'children' | 'ofVm' | 'reservedNames'> = {
    get: async (id) => jobs.find((one) => one.id === id) ?? null,
    list: async ({ actorIds }) => jobs.filter((one) => actorIds?.includes(one.actorId) ?? true),
    children: async () => [],
    ofVm: async () => [],
    reservedNames: async () => new Set(),
  };
  return new Proxy(reading as JobStore, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name);
      throw new Error(`A command called ${String(name)} of the job store.`);
    },
  });
}
