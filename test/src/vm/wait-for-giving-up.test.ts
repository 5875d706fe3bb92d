import { expect, it } from 'vitest';
import type { StartSigns } from '../../../src/vm/ports/signs.ts';
import { waitForGivingUp } from '../../../src/vm/wait-for-giving-up.ts';
import { ANA, addMachine } from '../../commands/support/lab.ts';
import { hostError } from '../../fakes/host-error.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';

/** How many times a machine is looked at while these are its signs, one after the other; the last one stays. */
function watched(signs: readonly (StartSigns | null)[]) {
  const hypervisor = createFakeHypervisor();
  addMachine(hypervisor, 'web1', 'running', ANA.id);
  const { ref } = hypervisor.world.machine('web1');
  const over = new AbortController();
  let looks = 0;
  const seen = {
    ...hypervisor,
    startSigns: async () => {
      const now = signs[Math.min(looks, signs.length - 1)] ?? null;
      looks += 1;
      return now;
    },
  };
  return { over, looks: () => looks, end: waitForGivingUp(seen, ref, over.signal, 1) };
}

const working: StartSigns = { readBytes: 512, isWaiting: false, lastWords: null };

it('ends as soon as the firmware says that it found nothing', async () => {
  const { end, looks } = watched([null, working, { ...working, lastWords: 'No bootable device.' }]);
  await end;
  expect(looks()).toBe(3);
});

it('looks no more at a machine that has read a system, and ends when nobody waits any longer', async () => {
  const { end, looks, over } = watched([working, { ...working, readBytes: 5_000_000 }]);
  const ended = expect(end).rejects.toThrow('over');
  await expect.poll(looks).toBe(2);
  over.abort(new Error('over'));
  await ended;
  expect(looks()).toBe(2);
});

it('goes on where the host does not answer once', async () => {
  const hypervisor = createFakeHypervisor();
  addMachine(hypervisor, 'web1', 'running', ANA.id);
  const { ref } = hypervisor.world.machine('web1');
  hypervisor.fail({ call: 'startSigns', error: hostError('failed') });
  hypervisor.world.machine('web1').startSigns = { ...working, lastWords: 'No bootable device.' };
  await waitForGivingUp(hypervisor, ref, AbortSignal.timeout(60_000), 1);
  expect(hypervisor.calls.filter((call) => call === 'startSigns')).toHaveLength(2);
});
