import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { openStore, type Store } from '../../adapters/sqlite/index.ts';
import { commands } from '../../commands/index.ts';
import { createAccess } from '../../src/access/authorise.ts';
import { type App, createApp, RIGHTS } from '../../src/app.ts';
import { type Log, silentLog } from '../../src/base/log.ts';
import type { Command } from '../../src/command/command.ts';
import type { Domain } from '../../src/command/domain.ts';
import type { Options } from '../../src/command/option.ts';
import { BUILT_IN } from '../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../src/image/catalogue.ts';
import type { FirstBootMaker } from '../../src/vm/first-boot.ts';
import { ECHO_MS } from '../../src/vm/notices/asked.ts';
import { WEB } from '../fakes/consoles.ts';
import { createFakeHypervisor, createFakeWorld, type FakeWorld } from '../fakes/hypervisor.ts';
import { fakeFetcher, fakeFirstBoot } from '../fakes/tools.ts';
import { eventually } from '../support/eventually.ts';

/** A whole labvm without its chats: everything is real but the hypervisor. */
export interface ChatLab {
  readonly app: App;
  readonly store: Store;
  readonly world: FakeWorld;
  /** Lets so many milliseconds pass for labvm and its hypervisor. */
  forward(ms: number): void;
  /** Where its database lies. */
  readonly folder: string;
  /**
   * Ends this process of it, without any grace, and starts another one on the same database and world.
   * @param meanwhile what is done to its files while nobody uses them
   */
  restart(meanwhile?: () => void): Promise<ChatLab>;
  stop(): Promise<void>;
}

/** A domain that a test adds. */
export interface MoreDomains<Tools extends object> {
  readonly domains: readonly Domain<Tools>[];
  readonly tools: Tools;
  readonly commands: readonly Command<Options, Tools>[];
}

export interface ChatLabOptions<Tools extends object = object> {
  readonly more?: MoreDomains<Tools>;
  readonly world?: FakeWorld;
  readonly folder?: string;
  /** How far its clock is ahead. */
  readonly ahead?: { ms: number };
  readonly log?: Log;
  /** What writes first boots, with its secret in the folder; nothing is written unless given. */
  readonly firstBoot?: (folder: string) => FirstBootMaker;
  /** Of the test's own context, where tests run side by side. */
  readonly onTestFinished?: TestContext['onTestFinished'];
}

/** Opens one; it is gone with the test. */
export async function openChatLab<Tools extends object = object>(
  options: ChatLabOptions<Tools> = {},
): Promise<ChatLab> {
  const { more } = options;
  const { world = createFakeWorld(), log = silentLog, onTestFinished: finished = onTestFinished } = options;
  const folder = options.folder ?? temporaryFolder(finished);
  const { ahead = { ms: 0 } } = options;
  const clock = { now: () => new Date(Date.now() + ahead.ms) };
  const store = openStore({ file: join(folder, 'labvm.db'), clock, log });
  const hypervisor = createFakeHypervisor({ world, clock });
  const app = createApp<Tools>({
    hypervisor,
    store,
    access: createAccess(
      {
        admins: [],
        teachers: ['slack:T1:UTEACHER', 'discord:345678901234567899'],
        defaultRole: 'student',
      },
      [...RIGHTS, ...(more?.domains ?? []).map(({ rights }) => rights)],
    ),
    commands: [...commands, ...(more?.commands ?? [])],
    ...(more ? { more } : {}),
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    images: fakeFetcher(),
    firstBoot: options.firstBoot?.(folder) ?? fakeFirstBoot(),
    slots: { download: 1, disk: 2, start: 8 },
    hostShare: { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 },
    doctor: async () => ({ checks: [] }),
    web: WEB,
    pagesAreOpen: async () => true,
    clock,
    log,
  });
  await app.start();
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await app.stop(0);
    await hypervisor.close();
    store.close();
  };
  finished(stop);
  return {
    app,
    store,
    world,
    folder,
    forward(ms) {
      ahead.ms += ms;
    },
    async restart(meanwhile = () => {}) {
      await stop();
      meanwhile();
      return openChatLab({ ...options, world, folder, ahead, log, onTestFinished: finished });
    },
    stop,
  };
}

/** Waits for the end of a machine's jobs, and lets the time pass in which a change still counts as theirs. */
export async function settled({ store, forward }: ChatLab, vm: string): Promise<void> {
  const never = new Date(8.64e15);
  await eventually(
    `no job of ${vm}`,
    () => store.jobs.ofVm(vm, never),
    (jobs) => jobs.length === 0,
  );
  forward(ECHO_MS + 1);
}

function temporaryFolder(finished: TestContext['onTestFinished']): string {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-chat-'));
  finished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
