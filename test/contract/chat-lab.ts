import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { openStore, type Store } from '../../adapters/sqlite/index.ts';
import { commands } from '../../commands/index.ts';
import { createAccess } from '../../src/access/authorise.ts';
import { type App, createApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { BUILT_IN } from '../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../src/image/catalogue.ts';
import { type Log, silentLog } from '../../src/log.ts';
import { fakeFetcher, fakeFirstBoot } from '../fakes/aids.ts';
import { WEB } from '../fakes/consoles.ts';
import { createFakeHypervisor, createFakeWorld, type FakeWorld } from '../fakes/hypervisor.ts';

/** A whole labvm without its chats: everything is real but the hypervisor. */
export interface ChatLab {
  readonly app: App;
  readonly store: Store;
  readonly world: FakeWorld;
  /** Ends this process of it, without any grace, and starts another one on the same database and world. */
  restart(): Promise<ChatLab>;
  stop(): Promise<void>;
}

export interface ChatLabOptions {
  readonly world?: FakeWorld;
  readonly folder?: string;
  readonly log?: Log;
  /** Of the test's own context, where tests run side by side. */
  readonly onTestFinished?: TestContext['onTestFinished'];
}

/** Opens one; it is gone with the test. */
export async function openChatLab(options: ChatLabOptions = {}): Promise<ChatLab> {
  const { world = createFakeWorld(), log = silentLog, onTestFinished: finished = onTestFinished } = options;
  const folder = options.folder ?? temporaryFolder(finished);
  const store = openStore({ file: join(folder, 'labvm.db'), clock: systemClock, log });
  const hypervisor = createFakeHypervisor({ world });
  const app = createApp({
    hypervisor,
    store,
    access: createAccess({
      admins: [],
      teachers: ['slack:T1:UTEACHER', 'discord:345678901234567899'],
      defaultRole: 'student',
    }),
    commands,
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    images: fakeFetcher(),
    firstBoot: fakeFirstBoot(),
    slots: { download: 1, disk: 2, start: 8 },
    hostShare: { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 },
    doctor: async () => ({ checks: [] }),
    web: WEB,
    pagesAreOpen: async () => true,
    clock: systemClock,
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
    async restart() {
      await stop();
      return openChatLab({ world, folder, log, onTestFinished: finished });
    },
    stop,
  };
}

function temporaryFolder(finished: TestContext['onTestFinished']): string {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-chat-'));
  finished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
