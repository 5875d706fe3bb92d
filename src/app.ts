import type { Access } from './access/authorise.ts';
import type { Rights } from './access/capability.ts';
import { createLimiter } from './access/limiter.ts';
import { createPersonLimits, type PersonLimits } from './access/person-limits.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Desk } from './chat/desk.ts';
import { jobSight } from './chat/job-sight.ts';
import { createMail } from './chat/mail.ts';
import type { OutboxStore } from './chat/outbox/store.ts';
import type { AuditStore } from './command/audit/audit.ts';
import { createTally, type Tally } from './command/audit/tally.ts';
import { engineRights } from './command/capabilities.ts';
import type { Command } from './command/command.ts';
import { completeLine } from './command/complete.ts';
import { createCompletion } from './command/completion.ts';
import { createDispatch } from './command/dispatch.ts';
import type { Domain } from './command/domain.ts';
import type { HelpTools } from './command/help.ts';
import type { JobReads } from './command/job/ahead.ts';
import type { CancelTools } from './command/job/cancel.ts';
import type { Options } from './command/option.ts';
import { createRegistry } from './command/registry.ts';
import type { ConsoleTools } from './console/acts.ts';
import { consoleRights } from './console/capabilities.ts';
import { type Consoles, createConsoles } from './console/consoles.ts';
import type { GrantStore } from './console/grant.ts';
import type { Pages } from './console/pages.ts';
import { createSerialHub, type SerialHub } from './console/serial/hub.ts';
import { hostRights } from './host/capabilities.ts';
import type { HostShare } from './host/capacity.ts';
import type { HostReads } from './host/context.ts';
import type { DoctorReport } from './host/doctor.ts';
import { hostHints } from './host/hints.ts';
import type { HypervisorCapabilities } from './host/port.ts';
import { mustHaveRoom } from './host/scarce.ts';
import { imageRights } from './image/capabilities.ts';
import type { Catalogue } from './image/catalogue.ts';
import type { ImageFetcher } from './image/fetcher.ts';
import { imageWorks } from './image/work/index.ts';
import { createFeed } from './job/feed.ts';
import type { Hints } from './job/hints.ts';
import { createRunner, type Runner } from './job/runner.ts';
import type { Doorbell, JobStore, SlotLimits, WorkerStore } from './job/store.ts';
import type { StoreRoom } from './job/store-room.ts';
import type { Work } from './job/work.ts';
import type { KeyTools } from './key/acts.ts';
import { keyRights } from './key/capabilities.ts';
import { type KeyStore, lineOfKey } from './key/ssh-key.ts';
import { vmRights } from './vm/capabilities.ts';
import type { VmReads } from './vm/context.ts';
import type { FirstBootMaker } from './vm/first-boot.ts';
import { vmHints } from './vm/hints.ts';
import type { Hypervisor } from './vm/hypervisor.ts';
import { createNotifier } from './vm/notices/notifier.ts';
import { sharedReads } from './vm/shared-reads.ts';
import { createWatchHub, type WatchHub } from './vm/watch-hub.ts';
import { vmWorks } from './vm/work/index.ts';
import type { VmTools } from './vm/work/tools.ts';

/** What the domains' commands and acts use. */
export type CommandTools = VmReads & HostReads & KeyTools & ConsoleTools & CancelTools;

/** A command that these are enough for. */
export type AppCommand<More extends object = object> = Command<
  Options,
  CommandTools & HelpTools & JobReads & More
>;

/** The domains of labvm: a new one is a line here. */
const DOMAINS: readonly Domain<VmTools>[] = [
  { works: vmWorks, rights: vmRights, hints: vmHints },
  { works: imageWorks, rights: imageRights },
  { works: [], rights: hostRights, hints: hostHints },
  { works: [], rights: consoleRights },
  { works: [], rights: keyRights },
];

/** What can be granted, and to whom. */
export const RIGHTS: readonly Rights[] = [engineRights, ...DOMAINS.map(({ rights }) => rights)];

/** Every kind of work of theirs, by the name under which it is stored. */
export const WORKS: ReadonlyMap<string, Work<never, VmTools>> = worksOf(DOMAINS);

/** What they advise where something of theirs went wrong. */
export const HINTS: Hints = hintsOf(DOMAINS);

/** Everything that labvm needs of the world. */
export interface AppPorts<More extends object = object> {
  readonly hypervisor: Hypervisor;
  readonly store: {
    readonly jobs: JobStore;
    readonly workers: WorkerStore;
    readonly outbox: OutboxStore;
    readonly audit: AuditStore;
    readonly keys: KeyStore;
    readonly grants: GrantStore;
    readonly doorbell: Doorbell;
    readonly room: StoreRoom;
  };
  readonly access: Access;
  readonly commands: readonly AppCommand<More>[];
  /** Domains that come from elsewhere, and what they need of the world. */
  readonly more?: { readonly domains: readonly Domain<VmTools & More>[]; readonly tools: More };
  readonly catalogue: Catalogue;
  readonly images: ImageFetcher;
  readonly firstBoot: FirstBootMaker;
  readonly slots: SlotLimits;
  readonly hostShare: HostShare;
  readonly doctor: () => Promise<DoctorReport>;
  /** Where the pages are that links lead to; null: there are none. */
  readonly web: Pages | null;
  /** Whether they are open now, here or in another process. */
  readonly pagesAreOpen: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Screens and consoles, and who may see them. */
export interface ConsoleRoom {
  readonly ways: Consoles;
  readonly serial: SerialHub;
  readonly hypervisor: Pick<Hypervisor, 'openScreen' | 'find'>;
  readonly watchHub: Pick<WatchHub, 'subscribe'>;
  readonly capabilities: () => HypervisorCapabilities;
}

/** labvm without its chats. */
export interface App {
  readonly desk: Desk;
  /** What the pages with screens and consoles need. */
  readonly consoles: ConsoleRoom;
  /** Takes up what earlier processes left, and begins to run jobs and to watch the machines. */
  start(): Promise<void>;
  /** Finishes what is short, at most this long, and leaves the rest to the next start. */
  stop(graceMs: number): Promise<void>;
}

/** Puts the engine, its domains and the world together. Nothing runs before `start`. */
export function createApp<More extends object = object>(ports: AppPorts<More>): App {
  const { hypervisor, store, access, clock, log } = ports;
  const watchHub = createWatchHub({ hypervisor, log });
  const domains = [...DOMAINS, ...(ports.more?.domains ?? [])];
  const [works, hints] = [worksOf(domains), hintsOf(domains)];
  const workTools = workToolsOf(ports, watchHub);
  const runner = createRunner({
    ...{ ...store, works, hints, tools: workTools, slotLimits: ports.slots, log, clock },
  });
  const limiter = createLimiter(clock);
  const limits = createPersonLimits({ access, limiter, clock });
  const tally = createTally({ audit: store.audit, clock, log });
  const consoles = createConsoles({
    ...{ grants: store.grants, audit: store.audit, doorbell: store.doorbell },
    ...{ hypervisor, watchHub, access, clock, log, limits, limiter, tally },
  });
  const serial = createSerialHub({ hypervisor, clock, log });
  const desk = deskOf(ports, { works, hints, workTools, watchHub, runner, limits, tally, consoles });
  return {
    desk,
    consoles: {
      ...{ ways: consoles, serial, hypervisor, watchHub },
      capabilities: () => hypervisor.capabilities(),
    },
    async start() {
      watchHub.start();
      await runner.start();
      consoles.start();
    },
    async stop(graceMs) {
      consoles.stop();
      serial.close();
      await runner.stop({ graceMs });
      await watchHub.close();
      await tally.stop();
    },
  };
}

/** What goes on in an app behind its desk. */
interface Engine<More extends object> {
  readonly works: ReadonlyMap<string, Work<never, VmTools & More>>;
  readonly hints: Hints;
  readonly workTools: VmTools & More;
  readonly watchHub: WatchHub;
  readonly runner: Runner;
  readonly limits: PersonLimits;
  readonly tally: Tally;
  readonly consoles: Consoles;
}

/** What chats may ask: commands carried out, jobs followed, changes told. */
function deskOf<More extends object>(ports: AppPorts<More>, engine: Engine<More>): Desk {
  const { store, access, clock, log } = ports;
  const { works, hints, workTools, watchHub, runner, limits, tally } = engine;
  const worker = () => runner.workerId;
  const tools = commandToolsOf(ports, engine);
  const world = { registry: createRegistry(ports.commands), access, jobs: store.jobs, works, tools, clock };
  const dispatch = createDispatch({
    ...world,
    ...{ audit: store.audit, tally, limits, worker, log, hints },
    mustHaveRoom: () => mustHaveRoom(store.room),
    start: (request) => runner.startJobs(request),
  });
  const notifier = createNotifier({ jobs: store.jobs, works, log });
  watchHub.subscribe((change) => notifier.hear(change));
  const feed = createFeed(store);
  return {
    receive: dispatch.receive,
    complete: createCompletion({
      ...{ limits, tally, clock },
      complete: (partial) => completeLine(world, partial),
    }),
    async *follow(jobId, signal) {
      for await (const family of feed.follow(jobId, signal))
        yield jobSight(family, { works, tools: workTools });
    },
    unshown: (chat) => store.outbox.unshown(chat),
    shown: (id, revision, ref) => store.outbox.shown(id, worker(), ref, revision),
    mail: createMail({ ...store, dispatch, worker }),
    onNotice: (listener) => notifier.subscribe(listener),
  };
}

function commandToolsOf<More extends object>(
  { hypervisor, store, catalogue, firstBoot, hostShare, doctor, web, pagesAreOpen, more }: AppPorts<More>,
  { runner, consoles }: Engine<More>,
): CommandTools {
  return {
    hypervisor: sharedReads(hypervisor),
    keys: store.keys,
    cancelJob: (jobId, actorId) => runner.cancel(jobId, actorId),
    ...{ catalogue, firstBoot, hostShare, doctor, consoles, web, pagesAreOpen, ...more?.tools },
  };
}

/** Every kind of work, by the name under which it is stored. */
function worksOf<Tools>(domains: readonly Domain<Tools>[]): ReadonlyMap<string, Work<never, Tools>> {
  return new Map(domains.flatMap(({ works }) => works).map((work) => [work.kind, work]));
}

function hintsOf(domains: readonly Pick<Domain<never>, 'hints'>[]): Hints {
  return Object.assign({}, ...domains.map(({ hints }) => hints));
}

function workToolsOf<More extends object>(ports: AppPorts<More>, watchHub: WatchHub): VmTools & More {
  const { hypervisor, catalogue, images, firstBoot, hostShare, store, more } = ports;
  return {
    ...{ hypervisor, catalogue, images, firstBoot, hostShare },
    keyLinesOf: async (person) => (await store.keys.of(person)).map(lineOfKey),
    waitForPower: watchHub.waitForPower,
    ...(more?.tools as More),
  };
}
