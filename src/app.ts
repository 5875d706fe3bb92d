import type { Access } from './access/authorise.ts';
import { createLimiter } from './access/limiter.ts';
import { createPersonLimits } from './access/person-limits.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Desk } from './chat/desk.ts';
import { jobSight } from './chat/job-sight.ts';
import { createMail } from './chat/mail.ts';
import type { OutboxStore } from './chat/outbox/store.ts';
import type { AuditStore } from './command/audit/audit.ts';
import { createTally } from './command/audit/tally.ts';
import type { Command } from './command/command.ts';
import { completeLine } from './command/complete.ts';
import { createCompletion } from './command/completion.ts';
import { createDispatch } from './command/dispatch.ts';
import { createRegistry } from './command/registry.ts';
import { type Consoles, createConsoles } from './console/consoles.ts';
import type { GrantStore } from './console/grant.ts';
import { createSerialHub, type SerialHub } from './console/serial/hub.ts';
import type { HostShare } from './host/capacity.ts';
import type { DoctorReport } from './host/doctor.ts';
import type { Catalogue } from './image/catalogue.ts';
import type { ImageFetcher } from './image/fetcher.ts';
import { createFeed } from './job/feed.ts';
import { createRunner } from './job/runner.ts';
import type { Doorbell, JobStore, SlotLimits, WorkerStore } from './job/store.ts';
import type { StoreRoom } from './job/store-room.ts';
import { type KeyStore, lineOfKey } from './key/ssh-key.ts';
import type { FirstBootMaker } from './vm/first-boot.ts';
import type { Hypervisor, HypervisorCapabilities } from './vm/hypervisor.ts';
import { createNotifier } from './vm/notices/notifier.ts';
import { sharedReads } from './vm/shared-reads.ts';
import { createWatchHub, type WatchHub } from './vm/watch-hub.ts';
import { works } from './vm/work/index.ts';
import type { WebSettings } from './web-settings.ts';

/** Everything that labvm needs of the world. */
export interface AppPorts {
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
  readonly commands: readonly Command[];
  readonly catalogue: Catalogue;
  readonly images: ImageFetcher;
  readonly firstBoot: FirstBootMaker;
  readonly slots: SlotLimits;
  readonly hostShare: HostShare;
  readonly doctor: () => Promise<DoctorReport>;
  /** Where the pages are that links lead to; null: there are none. */
  readonly web: WebSettings | null;
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

/** Puts the rooms together. Nothing runs before `start`. */
export function createApp(ports: AppPorts): App {
  const { hypervisor, store, catalogue, images, firstBoot, clock, log } = ports;
  const registry = createRegistry(ports.commands);
  const watchHub = createWatchHub({ hypervisor, log });
  const keys = { linesOf: async (person: string) => (await store.keys.of(person)).map(lineOfKey) };
  const aids = { catalogue, images, firstBoot, keys, hostShare: ports.hostShare };
  const runner = createRunner({
    ...store,
    works,
    hypervisor,
    aids,
    watchHub,
    slotLimits: ports.slots,
    log,
    clock,
  });
  const feed = createFeed(store);
  const notifier = createNotifier({ jobs: store.jobs, works, log });
  const lore = { works, catalogue };
  const { access, hostShare, doctor } = ports;
  const limiter = createLimiter(clock);
  const limits = createPersonLimits({ access, limiter, clock });
  const tally = createTally({ audit: store.audit, clock, log });
  const world = {
    registry,
    access,
    hypervisor: sharedReads(hypervisor),
    jobs: store.jobs,
    catalogue,
    firstBoot,
    keys: store.keys,
    hostShare,
    doctor,
    clock,
  };
  const worker = () => runner.workerId;
  const { grants, audit, doorbell } = store;
  const ways = createConsoles({
    ...{ grants, audit, doorbell, hypervisor, watchHub, access, clock, log },
    ...{ limits, limiter, tally },
  });
  const serial = createSerialHub({ hypervisor, clock, log });
  const dispatch = createDispatch({
    ...world,
    audit: store.audit,
    tally,
    limits,
    worker,
    consoles: ways,
    room: store.room,
    web: ports.web,
    pagesAreOpen: ports.pagesAreOpen,
    start: (request) => runner.startJobs(request),
    cancel: (jobId, actorId) => runner.cancel(jobId, actorId),
    log,
  });
  watchHub.subscribe((change) => notifier.hear(change));

  const desk: Desk = {
    receive: dispatch.receive,
    complete: createCompletion({
      limits,
      tally,
      clock,
      complete: (partial) => completeLine(world, partial),
    }),
    async *follow(jobId, signal) {
      for await (const family of feed.follow(jobId, signal)) yield jobSight(family, lore);
    },
    unshown: (chat) => store.outbox.unshown(chat),
    shown: (id, revision, ref) => store.outbox.shown(id, worker(), ref, revision),
    mail: createMail({ ...store, dispatch, worker }),
    onNotice: (listener) => notifier.subscribe(listener),
  };
  return {
    desk,
    consoles: { ways, serial, hypervisor, watchHub, capabilities: () => hypervisor.capabilities() },
    async start() {
      await runner.start();
      ways.start();
    },
    async stop(graceMs) {
      ways.stop();
      serial.close();
      await runner.stop({ graceMs });
      await tally.stop();
    },
  };
}
