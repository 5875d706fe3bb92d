import { expect, it } from 'vitest';
import { type BootInput, bootResult } from '../../../../src/vm/work/boot.ts';
import { start } from '../../../../src/vm/work/start.ts';
import { addMachine } from '../../../commands/support/lab.ts';
import { runStep, workBench } from './support/bench.ts';

it('nobody waits for the address of a machine whose firmware found no system, and its card says so', async () => {
  const bench = workBench();
  addMachine(bench.hypervisor, 'web1');
  const signs = { readBytes: 512, isWaiting: true, lastWords: 'No bootable device.' };
  Object.assign(bench.hypervisor.world.machine('web1'), { addresses: [], sentPackets: 0, startSigns: signs });
  const input: BootInput = { name: 'web1', expectedBootSeconds: 3600 };
  expect(await runStep(start, 'address', input, bench)).toBe('none yet');
  expect(await bootResult(input, bench.tools)).toMatchObject({
    warning: { reason: { en: expect.stringContaining('says “No bootable device”') } },
  });
});
