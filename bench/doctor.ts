import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kvmCheck, probeKvm } from '../adapters/host/index.ts';
import { createLibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { openStore } from '../adapters/sqlite/index.ts';
import { systemClock } from '../src/base/clock.ts';
import { silentLog } from '../src/base/log.ts';
import { createChatClocks } from '../src/chat/clocks.ts';
import { createWholeDoctor } from '../src/host/whole-doctor.ts';
import { BUILT_IN } from '../src/image/catalogue/index.ts';
import type { VmRef } from '../src/vm/vm.ts';
import { type Figure, quantile, single } from './measure.ts';

/** What the whole of doctor may take, in milliseconds. */
const MOST_MS = 3000;
const MACHINES = 20;

/** Doctor's looks with everything in order, and with a libvirt that has stood still. */
export async function benchDoctor(
  socketPath: string,
  dataDir: string,
  rounds: number,
): Promise<readonly Figure[]> {
  const [image] = BUILT_IN;
  if (!image) throw new Error('The catalogue is empty.');
  const programs = createPrograms();
  const store = openStore({ file: join(dataDir, 'doctor.db'), clock: systemClock, log: silentLog });
  const hypervisor = createLibvirtHypervisor({
    socketPath,
    dataDir,
    kvmUsable: false,
    programs,
    log: silentLog,
  });
  const hostShare = { reserve: { memoryMiB: 1024, diskGiB: 2 }, diskOvercommit: 2 };
  const own = [kvmCheck(await probeKvm({ programs, dataDir }))];
  const catalogue = { all: async () => BUILT_IN };
  // The same looks as people ask for.
  const doctor = createWholeDoctor({
    hypervisor,
    catalogue,
    store,
    hostShare,
    own,
    clocks: createChatClocks(),
    log: silentLog,
  });
  const timed = async (): Promise<number> => {
    const startedAt = performance.now();
    const { checks } = await doctor();
    const took = performance.now() - startedAt;
    for (const { name, state, detail } of checks)
      if (state !== 'good') process.stderr.write(`doctor: ${name} ${state} ${JSON.stringify(detail)}\n`);
    return took;
  };
  const refs: VmRef[] = [];
  const healthy: number[] = [];
  let hung = Number.NaN;
  try {
    for (let n = 1; n <= MACHINES; n += 1) {
      const { defaults: spec, hardware, id } = image;
      const made = {
        requestId: randomUUID(),
        name: `examined-${n}`,
        owner: 'terminal:local',
        createdAt: new Date(),
      };
      refs.push((await hypervisor.create({ ...made, image: id, spec, hardware })).ref);
    }
    for (let round = 0; round < rounds; round += 1) healthy.push(await timed());
    hung = await whileHung(timed);
  } finally {
    for (const ref of refs) await hypervisor.remove(ref);
    await hypervisor.close();
    store.close();
  }
  const title = `/host doctor with ${MACHINES} machines`;
  return [
    single(`${title}, slowest of ${rounds}`, quantile(healthy, 1), 'ms', MOST_MS),
    { ...single(`${title}, median`, quantile(healthy, 0.5), 'ms', MOST_MS), met: null, aim: 'no aim' },
    single('/host doctor while libvirt hangs', hung, 'ms', MOST_MS),
  ];
}

/** With a libvirt that stands still; it goes on whatever comes of it. */
async function whileHung<T>(act: () => Promise<T>): Promise<T> {
  const pid = Number(await readFile(process.env.LABVM_LAB_LIBVIRTD_PIDFILE ?? '', 'utf8'));
  process.kill(pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
