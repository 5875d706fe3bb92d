import { randomUUID } from 'node:crypto';
import { createLibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { silentLog } from '../src/base/log.ts';
import { BUILT_IN } from '../src/image/catalogue/index.ts';
import type { Bot } from './bot.ts';
import { type Figure, quantile, single } from './measure.ts';

const MACHINES = 100;
const LISTS = 500;

/** `/vm list` with a hundred machines that are defined, from the typed line to the answer. */
export async function benchList(bot: Bot, socketPath: string, dataDir: string): Promise<readonly Figure[]> {
  const [image] = BUILT_IN;
  if (!image) throw new Error('The catalogue is empty.');
  const hypervisor = createLibvirtHypervisor({
    socketPath,
    dataDir,
    kvmUsable: false,
    programs: createPrograms(),
    log: silentLog,
  });
  const refs = [];
  for (let n = 1; n <= MACHINES; n += 1) {
    const vm = await hypervisor.create({
      requestId: randomUUID(),
      name: `listed-${n}`,
      owner: 'terminal:local',
      image: image.id,
      spec: image.defaults,
      hardware: image.hardware,
      createdAt: new Date(),
    });
    refs.push(vm.ref);
  }
  const times: number[] = [];
  for (let n = 0; n < LISTS; n += 1) {
    const { answered } = await bot.type('/vm list', {});
    times.push(answered ?? Number.NaN);
  }
  for (const ref of refs) await hypervisor.remove(ref);
  await hypervisor.close();
  const title = `/vm list with ${MACHINES} machines`;
  return [
    single(`${title}, p99 of ${LISTS}`, quantile(times, 0.99), 'ms', 50),
    { ...single(`${title}, median`, quantile(times, 0.5), 'ms', 50), met: null, aim: 'no aim' },
  ];
}
