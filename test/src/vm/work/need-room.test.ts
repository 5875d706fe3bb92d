import { describe, expect, it } from 'vitest';
import { restart } from '../../../../src/vm/work/restart.ts';
import type { VmResult } from '../../../../src/vm/work/result.ts';
import { start } from '../../../../src/vm/work/start.ts';
import { addMachine } from '../../../commands/support/lab.ts';
import { runStep, type WorkBench, workBench } from './support/bench.ts';

const WEB1 = { name: 'web1', expectedBootSeconds: 1, forceAfterSeconds: 0 };

/** A job on web1, which is off, on a host with these reserves. */
function bench(hostShare: WorkBench['tools']['hostShare']): WorkBench {
  const made = workBench();
  addMachine(made.hypervisor, 'web1', 'off');
  return { ...made, tools: { ...made.tools, hostShare } };
}

const share = (diskGiB: number, memoryMiB = 0) => ({ reserve: { memoryMiB, diskGiB }, diskOvercommit: 1 });

describe('a machine that is about to be switched on', () => {
  it('is, where there is room', async () => {
    const lab = bench(share(99));
    await runStep(start, 'start', WEB1, lab);
    expect(lab.world.machine('web1').power).toBe('running');
  });

  it.each([
    ['disk', share(99.5), /takes 1 GiB of disk, and it has 0\.5 left/],
    ['memory', share(0, 16_384 - 200), /takes 232 MiB of memory.* and it has 200 left/],
  ] as const)(
    'is not, where the %s has become short since it was asked for',
    async (_what, hostShare, words) => {
      const lab = bench(hostShare);
      const asked = runStep(start, 'start', WEB1, lab);
      await expect(asked).rejects.toMatchObject({
        code: 'no-capacity',
        text: { en: expect.stringMatching(words) },
      });
      expect(lab.world.machine('web1').power).toBe('off');
    },
  );

  it('is not refused by itself, where an earlier try of the job has switched it on', async () => {
    const lab = bench(share(99));
    await lab.hypervisor.start(lab.world.machine('web1').ref);
    await runStep(start, 'start', WEB1, lab);
  });

  it('comes back after a restart, whatever has become of the room meanwhile', async () => {
    const lab = bench(share(200));
    await runStep(restart, 'start', WEB1, lab);
    expect(lab.world.machine('web1').power).toBe('running');
  });
});

describe('a start that was carried out', () => {
  const end = async (power: 'off' | 'paused' | 'running', asksForAddress: boolean) => {
    const lab = workBench();
    addMachine(lab.hypervisor, 'web1', power);
    const result = await start.result?.({ ...WEB1, asksForAddress }, lab.tools);
    return (result as VmResult | undefined)?.warning?.reason.en;
  };

  it.each([
    ['off', true],
    ['off', false],
    ['paused', false],
  ] as const)(
    'is looked at: one that is %s by then is told of (asks for an address: %s)',
    async (power, asks) => {
      expect(await end(power, asks)).toBe(`web1 has no address because it is not running (${power}).`);
    },
  );

  it('says nothing of a machine that runs and needs no address', async () => {
    expect(await end('running', false)).toBeUndefined();
  });

  it('leaves it to the card of a machine that its host has paused', async () => {
    const lab = workBench();
    addMachine(lab.hypervisor, 'web1');
    lab.world.stall('web1', 'disk-full');
    expect(await start.result?.(WEB1, lab.tools)).toEqual({
      vm: expect.objectContaining({ power: 'paused', stall: 'disk-full' }),
      screen: expect.anything(),
    });
  });
});
