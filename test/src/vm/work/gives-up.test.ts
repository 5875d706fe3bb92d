import { expect, it } from 'vitest';
import { plainText } from '../../../../src/view/plain.ts';
import { type BootInput, bootResult } from '../../../../src/vm/work/boot.ts';
import { start } from '../../../../src/vm/work/start.ts';
import { ANA, addMachine, commandLab, viewOf } from '../../../commands/support/lab.ts';
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

it.each([
  [
    'found no system',
    'No bootable device.',
    'web1 seems to have found no system to start: its firmware (BIOS) says “No bootable device”',
  ],
  ['started one', null, null],
])(
  'what asks for no address by itself and %s is told alike by its job and by /vm show',
  async (_, lastWords, said) => {
    const signs = { readBytes: 512, isWaiting: false, lastWords };
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1', 'running', ANA.id, 'ttylinux');
    Object.assign(bench.hypervisor.world.machine('web1'), {
      addresses: [],
      sentPackets: 0,
      startSigns: signs,
    });
    const input: BootInput = { name: 'web1', expectedBootSeconds: 3600, asksForAddress: false };
    const { warning } = await bootResult(input, bench.tools);
    const { hypervisor, ask } = commandLab();
    addMachine(hypervisor, 'web1', 'running', ANA.id, 'ttylinux');
    Object.assign(hypervisor.world.machine('web1'), { addresses: [], sentPackets: 0, startSigns: signs });
    const shown = plainText(viewOf(await ask('/vm show web1')), 'en', 1000);
    if (said === null) {
      expect(warning).toBeUndefined();
      expect(shown).not.toContain('found no system');
    } else {
      expect(warning?.reason.en).toContain(said);
      expect(shown).toContain(warning?.reason.en);
      expect(shown).toContain(warning?.hint.en);
    }
  },
);
