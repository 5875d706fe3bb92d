import { join } from 'node:path';
import { openStore, type Store } from '../../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../../src/base/clock.ts';
import { type Log, silentLog } from '../../../../src/base/log.ts';
import { createRunner, type Runner } from '../../../../src/job/runner.ts';
import type { SlotLimits } from '../../../../src/job/store.ts';
import { type ToyHook, type ToyWorld, toyWorld } from './toy.ts';

export const SLOTS: SlotLimits = { download: 1, disk: 2, start: 2 };

/** Something that runs the jobs of a folder's installation. */
export interface Desk {
  readonly runner: Runner;
  readonly world: ToyWorld;
  stop(graceMs?: number): Promise<void>;
}

export function openFolder(folder: string): Store {
  return openStore({ file: join(folder, 'labvm.db'), clock: systemClock, log: silentLog });
}

/** Starts a runner on a toy world. */
export async function openDesk(
  folder: string,
  store: Store,
  hook?: ToyHook,
  log: Log = silentLog,
): Promise<Desk> {
  const world = toyWorld(folder, hook);
  const runner = createRunner({
    ...store,
    works: world.works,
    tools: {},
    slotLimits: SLOTS,
    log,
    clock: systemClock,
    patience: { stepMs: 3000, undoMs: 3000 },
  });
  let stopped: Promise<void> | null = null;
  await runner.start();
  return {
    runner,
    world,
    stop(graceMs = 0) {
      stopped ??= runner.stop({ graceMs });
      return stopped;
    },
  };
}
