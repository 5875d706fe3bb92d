import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '../adapters/sqlite/index.ts';
import { systemClock } from '../src/base/clock.ts';
import { silentLog } from '../src/base/log.ts';
import { EXAMPLES } from '../test/src/command/support/any-line.ts';
import { NASTY } from '../test/src/command/support/nasty.ts';
import { strictRoom } from '../test/src/command/support/strict-room.ts';
import { type Figure, median, quantile, single } from './measure.ts';

const RINGS = 50;
const CHILD = fileURLToPath(new URL('../test/adapters/sqlite/support/racing-child.ts', import.meta.url));

/** What the core promises of its own time: hostile lines, and how soon another process hears of a change. */
export async function benchCore(): Promise<readonly Figure[]> {
  const lines = await answered();
  const rings = await heard();
  return [
    single(`a hostile line answered, p99 of ${lines.length}`, quantile(lines, 0.99), 'ms', 10),
    single('a hostile line answered, the longest', Math.max(...lines), 'ms', 500),
    single(`a ring heard in another process, median of ${rings.length}`, median(rings), 'ms', 100),
  ];
}

async function answered(): Promise<readonly number[]> {
  const { say } = strictRoom();
  const took: number[] = [];
  for (const nasty of NASTY)
    for (const example of EXAMPLES) {
      const startedAt = performance.now();
      await say(`${example} ${nasty}`, 'slack:T1:root');
      took.push(performance.now() - startedAt);
    }
  return took;
}

async function heard(): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-bench-'));
  const file = join(folder, 'labvm.db');
  const store = openStore({ file, clock: systemClock, log: silentLog });
  const child = spawn(process.execPath, [CHILD, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    await lines.next();
    const took: number[] = [];
    for (let round = 0; round < RINGS; round += 1) {
      const ring = Promise.withResolvers<void>();
      const stop = store.doorbell.listen(() => ring.resolve());
      const saidAt = performance.now();
      child.stdin.write('ring\n');
      await ring.promise;
      took.push(performance.now() - saidAt);
      await lines.next();
      stop();
    }
    return took;
  } finally {
    child.stdin.end();
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
