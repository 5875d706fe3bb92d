import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { translationCacheMiB } from '../../../../src/host/footprint.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';

/** What QEMU itself is told of an emulated guest's translation cache. */

const lab = liveLab();
const hypervisor = lab.open();
afterAll(() => hypervisor.close());

test('QEMU keeps no more translated code than the machine is counted with', async () => {
  const spec = { cpus: 1, memoryMiB: 200, diskGiB: 1 };
  const vm = await hypervisor.create(planOf('counted', { spec }));
  await hypervisor.start(vm.ref);
  const pid = await readFile('/run/libvirt/qemu/counted.pid', 'utf8');
  const line = (await readFile(`/proc/${pid.trim()}/cmdline`, 'utf8')).split('\0');
  expect(line[line.indexOf('-accel') + 1]).toBe(`tcg,tb-size=${translationCacheMiB(200)}`);
  await hypervisor.remove(vm.ref);
});
