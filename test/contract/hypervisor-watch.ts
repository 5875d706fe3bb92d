import { describe, expect, test } from 'vitest';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { VmChange } from '../../src/vm/ports/changes.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { type LabNow, planOf } from './hypervisor-lab.ts';

/** What is told of changes, whoever caused them. */
export function watchContract(lab: LabNow): void {
  describe('watch', () => {
    test('tells each step of a life with its reason, and not those of strangers', async () => {
      const { hypervisor, addForeign, removeForeign } = lab();
      const heard = await listen(hypervisor);
      await addForeign('unseen');
      await removeForeign('unseen');
      const plan = planOf('watched');
      const { ref } = await hypervisor.create(plan);
      await hypervisor.start(ref);
      await hypervisor.pause(ref);
      await hypervisor.resume(ref);
      await hypervisor.kill(ref);
      await hypervisor.remove(ref);
      const changes = await heard.upTo(({ after }) => after === null);
      expect(changes.map(({ before, after, reason }) => `${before} → ${after}: ${reason}`)).toEqual([
        'null → off: created',
        'off → running: booted',
        'running → paused: paused',
        'paused → running: resumed',
        'running → off: destroyed',
        'off → null: removed',
      ]);
      for (const change of changes) {
        expect(change).toMatchObject({ ref, name: 'watched', owner: plan.owner, missed: false });
        expect(change.at).toBeInstanceOf(Date);
      }
      heard.stop();
    });

    test('tells what others do, what another process does, and that an engine died', async () => {
      const { hypervisor, another, unplug, breakDown } = lab();
      const heard = await listen(hypervisor);
      const other = another();
      const vm = await other.create(planOf('shared'));
      await other.start(vm.ref);
      await unplug(vm);
      await hypervisor.start(vm.ref);
      await breakDown(vm);
      const changes = await heard.upTo(({ reason }) => reason === 'failed' || reason === 'crashed');
      expect(changes.map(({ after, reason }) => `${after}: ${reason}`)).toEqual([
        'off: created',
        'running: booted',
        'off: destroyed',
        'running: booted',
        expect.stringMatching(/^off: (failed|crashed)$/),
      ]);
      expect((await hypervisor.find('shared'))?.power).toBe('off');
      heard.stop();
      await other.remove(vm.ref);
      await other.close();
    });

    test('tells of a machine that a full disk pauses, each time that it is resumed without room', async () => {
      const { hypervisor, cramp, giveRoom, uncramp } = lab();
      const vm = await hypervisor.create(planOf('cramped'));
      const heard = await listen(hypervisor);
      await cramp(vm);
      // Its system writes as soon as it finds its disk.
      await hypervisor.start(vm.ref);
      const first = await heard.upTo(({ after }) => after === 'paused');
      expect(first.at(-1)).toMatchObject({ name: 'cramped', before: 'running', reason: 'disk-full' });
      expect(await hypervisor.find('cramped')).toMatchObject({ power: 'paused', stall: 'disk-full' });
      const listed = (await hypervisor.list()).vms.find(({ ref }) => ref === vm.ref);
      expect(listed).toMatchObject({ stall: 'disk-full' });

      await hypervisor.resume(vm.ref);
      const again = await heard.upTo(({ after }) => after === 'paused');
      expect(again.map(({ after, reason }) => `${after}: ${reason}`)).toEqual([
        'running: resumed',
        'paused: disk-full',
      ]);

      await giveRoom(vm);
      await hypervisor.resume(vm.ref);
      await heard.upTo(({ after }) => after === 'running');
      const goesOn = await hypervisor.find('cramped');
      expect(goesOn?.power).toBe('running');
      expect(goesOn).not.toHaveProperty('stall');
      // Its system has no agent.
      expect(await hypervisor.setClock(vm.ref)).toBe(false);
      const held = (await hypervisor.diskUse()).get(vm.ref);
      expect(held).toBeGreaterThan(0);
      expect(held).toBeLessThan(vm.spec.diskGiB);
      heard.stop();
      await hypervisor.kill(vm.ref);
      await uncramp(vm);
      await hypervisor.remove(vm.ref);
    });

    test('tells afterwards what it missed while the line was down', async () => {
      const { hypervisor, unplugUnseen } = lab();
      const vm = await hypervisor.create(planOf('missed'));
      await hypervisor.start(vm.ref);
      const heard = await listen(hypervisor);
      await unplugUnseen(vm);
      const [change] = await heard.upTo(({ missed }) => missed);
      expect(change).toMatchObject({ name: 'missed', before: 'running', after: 'off', missed: true });
      heard.stop();
      await hypervisor.remove(vm.ref);
    });

    test('ends with its signal', async () => {
      const ending = new AbortController();
      const changes = lab().hypervisor.watch(ending.signal)[Symbol.asyncIterator]();
      const next = changes.next();
      ending.abort();
      expect(await next).toEqual({ value: undefined, done: true });
    });
  });
}

/** Listens from now on: what is known of the lab is known when it returns. */
async function listen(hypervisor: Hypervisor) {
  await hypervisor.list();
  const ending = new AbortController();
  const changes = hypervisor.watch(ending.signal)[Symbol.asyncIterator]();
  let next = changes.next();
  return {
    stop: () => ending.abort(),
    async upTo(isLast: (change: VmChange) => boolean): Promise<readonly VmChange[]> {
      const told: VmChange[] = [];
      const patience = setTimeout(() => ending.abort(), PATIENCE_MS);
      for (;;) {
        const { value, done } = await next;
        if (done) throw new Error(`only these changes came: ${JSON.stringify(told)}`);
        told.push(value);
        next = changes.next();
        if (isLast(value)) break;
      }
      clearTimeout(patience);
      return told;
    },
  };
}
