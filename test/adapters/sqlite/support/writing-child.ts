import { openStore } from '../../../../adapters/sqlite/index.ts';
import { systemClock } from '../../../../src/base/clock.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { act, plain } from './requests.ts';

// Writes one job after the other, each with its outbox message, until somebody kills it.
const store = openStore({ file: process.argv[2] ?? '', clock: systemClock, log: silentLog });
const worker = await store.workers.enter();
for (let n = 0; ; n += 1) {
  await store.jobs.start(act(worker, [plain(null)], { invocationId: `${process.pid}-${n}` }));
  if (n === 20) console.log('writes');
}
