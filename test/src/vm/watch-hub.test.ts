import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import type { PortError } from '../../../src/base/port-error.ts';
import type { Hypervisor } from '../../../src/vm/hypervisor.ts';
import type { VmChange } from '../../../src/vm/ports/changes.ts';
import type { VmList } from '../../../src/vm/ports/machines.ts';
import type { Power, Vm, VmRef } from '../../../src/vm/vm.ts';
import { createWatchHub } from '../../../src/vm/watch-hub.ts';
import { hostError } from '../../fakes/host-error.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';

const REF = 'web' as VmRef;
const never = new AbortController().signal;

/** A hypervisor with one machine, whose watch and list the test holds in its hands. */
function stage(first: Power | null = 'running') {
  let power = first;
  let watches = 0;
  let lists = 0;
  let unreachable: readonly string[] = [];
  let beforeList = async () => {};
  let broken: PortError | null = null;
  let line = Promise.withResolvers<VmChange | Error>();
  const hypervisor: Hypervisor = {
    ...createFakeHypervisor(),
    async list(): Promise<VmList> {
      lists += 1;
      const seen = power;
      await beforeList();
      if (broken) throw broken;
      const vms = seen === null ? [] : [{ ref: REF, power: seen, reach: 'ok' } as Vm];
      return { vms, foreignNames: [], foreignMemoryMiB: 0, unreachable, at: new Date() };
    },
    async *watch(signal) {
      watches += 1;
      signal.addEventListener('abort', () => line.resolve(new Error('closed')));
      for (;;) {
        const next = await line.promise;
        line = Promise.withResolvers();
        if (next instanceof Error) throw next;
        yield next;
      }
    },
  };
  const hub = createWatchHub({ hypervisor, log: silentLog });
  onTestFinished(() => hub.close());
  return {
    hub,
    become(after: Power | null) {
      power = after;
    },
    async tell(after: Power | null, ref = REF) {
      line.resolve({ ref, name: 'web', after } as VmChange);
      await nextTurn();
    },
    async breakWatch() {
      line.resolve(new Error('the line broke'));
      await nextTurn();
    },
    breakList(error: PortError | null) {
      broken = error;
    },
    setUnreachable(hosts: readonly string[]) {
      unreachable = hosts;
    },
    duringList(call: () => Promise<void>) {
      beforeList = call;
    },
    counts: () => ({ watches, lists }),
  };
}

test('one watch serves everybody, and one who fails harms nobody', async () => {
  const { hub, tell, counts } = stage();
  hub.start();
  hub.start();
  const heard: string[] = [];
  hub.subscribe(() => {
    throw new Error('on purpose');
  });
  hub.subscribe(({ after }) => heard.push(`a ${after}`));
  const leave = hub.subscribe(({ after }) => heard.push(`b ${after}`));
  await tell('off');
  leave();
  await tell('running');
  expect(heard).toEqual(['a off', 'b off', 'a running']);
  expect(counts().watches).toBe(1);
});

test('what is so already is seen at once', async () => {
  const { hub } = stage('off');
  expect(await hub.waitForPower(REF, ['off', null], 10_000, never)).toBe('off');
});

test('what is gone already is seen at once, unless its host does not answer', async () => {
  const { hub, setUnreachable } = stage(null);
  expect(await hub.waitForPower(REF, [null], 10_000, never)).toBeNull();
  setUnreachable(['host2']);
  expect(await hub.waitForPower(REF, [null], 20, never)).toBe('timeout');
});

test('what comes later is told, without another look', async () => {
  const { hub, tell, counts } = stage();
  const waiting = hub.waitForPower(REF, ['off', null], 10_000, never);
  await nextTurn();
  await tell('off', 'another' as VmRef);
  await tell('paused');
  await tell(null);
  expect(await waiting).toBeNull();
  expect(counts().lists).toBe(1);
});

test('what is told during the look counts more than what was seen', async () => {
  const { hub, tell, become, duringList } = stage('off');
  hub.start();
  let looks = 0;
  duringList(async () => {
    looks += 1;
    if (looks > 1) return;
    become('running');
    await tell('running');
  });
  const waiting = hub.waitForPower(REF, ['off'], 10_000, never);
  await nextTurn();
  await nextTurn();
  await tell('off');
  expect(await waiting).toBe('off');
  expect(looks).toBe(2);
});

test('a time that is over says so, after a last look', async () => {
  const { hub, become } = stage();
  expect(await hub.waitForPower(REF, ['off'], 20, never)).toBe('timeout');
  const waiting = hub.waitForPower(REF, ['off'], 20, never);
  await nextTurn();
  become('off');
  expect(await waiting).toBe('off');
});

test('a signal ends the waiting with its reason', async () => {
  const { hub } = stage();
  const controller = new AbortController();
  const waiting = hub.waitForPower(REF, ['off'], 10_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(hub.waitForPower(REF, ['off'], 10_000, controller.signal)).rejects.toThrow('enough');
});

test('a host that cannot be looked at is the asker’s to bear', async () => {
  const { hub, breakList } = stage();
  breakList(hostError('unreachable', 'gone'));
  await expect(hub.waitForPower(REF, ['off'], 10_000, never)).rejects.toThrow('gone');
});

test('a watch that fails begins anew, and what was missed meanwhile is looked up', async () => {
  const { hub, become, breakWatch, counts } = stage();
  hub.start();
  const waiting = hub.waitForPower(REF, ['off'], 10_000, never);
  await nextTurn();
  await breakWatch();
  become('off');
  expect(await waiting).toBe('off');
  expect(counts()).toEqual({ watches: 2, lists: 2 });
});

test('a closed hub watches no more', async () => {
  const { hub, counts } = stage();
  hub.start();
  await hub.close();
  await hub.close();
  expect(counts().watches).toBe(1);
});
