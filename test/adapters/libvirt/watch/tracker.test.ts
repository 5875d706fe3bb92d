import { once } from 'node:events';
import { expect, test } from 'vitest';
import { domainXml } from '../../../../adapters/libvirt/machine/domain-xml.ts';
import { macOf, uuidOf } from '../../../../adapters/libvirt/machine/ids.ts';
import { createMachines } from '../../../../adapters/libvirt/machine/machines.ts';
import { createStalls } from '../../../../adapters/libvirt/machine/stalls.ts';
import { libvirtErrorCode } from '../../../../adapters/libvirt/rpc/index.ts';
import { createTracker } from '../../../../adapters/libvirt/watch/tracker.ts';
import type { VmChange } from '../../../../src/vm/ports/changes.ts';
import { refusal, scriptedClient } from '../scripted-client.ts';
import { aPlan } from '../support.ts';

/** virDomainState, virDomainEventType. */
const STATE = { running: 1, paused: 3, off: 5 };
const EVENT = { defined: 0, undefined: 1, started: 2, suspended: 3, resumed: 4, stopped: 5 };
const DESTROYED = 1;
/** virDomainPausedReason, virDomainEventSuspendedDetailType. */
const PAUSED_BY_IO_ERROR = 5;
const SUSPENDED_BY_IO_ERROR = 2;
/** virDomainEventIOErrorAction. */
const PAUSES = 1;
const REPORTS = 2;

const at = new Date('2026-05-05T05:05:05Z');

/** A libvirt with machines that a test changes. */
function libvirt() {
  const states = new Map<string, { state: number; reason: number; owner: string | null }>();
  const domainOf = (name: string) => ({ name, uuid: uuidOf(name), id: -1 });
  const client = scriptedClient({
    connectGetAllDomainStats: () => ({
      records: [...states].map(([name, { state, reason }]) => ({
        domain: domainOf(name),
        parameters: [
          { field: 'state.state', value: { type: 'int', value: state } },
          { field: 'state.reason', value: { type: 'int', value: reason } },
        ],
      })),
    }),
    domainGetXmlDesc: ({ domain }: { domain: { name: string } }) => {
      const machine = states.get(domain.name);
      if (!machine) throw refusal(libvirtErrorCode.noDomain, 'no domain');
      if (machine.owner === null) return { xml: '<domain/>' };
      const plan = aPlan({ requestId: domain.name, name: domain.name, owner: machine.owner });
      const paths = {
        disk: { path: '/d', base: null },
        drive: null,
        firstBoot: null,
        screenPassword: null,
        consolePath: '/c',
      };
      const place = {
        uuid: uuidOf(domain.name),
        card: { mac: macOf(domain.name), tap: null },
        network: 'labvm',
        ...paths,
      };
      return { xml: domainXml(plan, { ...place, accelerated: false, limitsTranslation: true }) };
    },
  });
  const stalls = createStalls(client, () => undefined);
  const machines = createMachines(client, stalls);
  const errors: unknown[] = [];
  const tracker = createTracker({
    ...{ client, machines, stalls, now: () => at },
    onError: (error) => errors.push(error),
  });
  const told: VmChange[] = [];
  const news = new EventTarget();
  tracker.onChange((change) => {
    told.push(change);
    news.dispatchEvent(new Event('told'));
  });
  return {
    client,
    tracker,
    machines,
    states,
    errors,
    set: (name: string, state: number, reason = 0, owner: string | null = 'me') =>
      states.set(name, { state, reason, owner }),
    ioError: (name: string, action: number, reason: string) =>
      client.tell('domainIoErrorReason', {
        ...{ callbackId: 1, domain: domainOf(name), sourcePath: '/d', deviceAlias: 'virtio-disk0' },
        ...{ action, reason },
      }),
    event: (name: string, event: number, detail = 0) =>
      client.tell('domainLifecycle', { callbackId: 1, domain: domainOf(name), event, detail }),
    async told(count: number) {
      while (told.length < count) await once(news, 'told');
      return told.map(({ name, before, after, reason, missed }) => ({ name, before, after, reason, missed }));
    },
  };
}

test('events become changes with what was before, and strangers are not told', async () => {
  const { tracker, set, event, told } = libvirt();
  set('web', STATE.off);
  set('theirs', STATE.off, 0, null);
  await tracker.ready();
  event('theirs', EVENT.started);
  event('web', EVENT.started);
  event('web', EVENT.started);
  event('web', EVENT.stopped, DESTROYED);
  event('web', EVENT.undefined);
  expect(await told(3)).toEqual([
    { name: 'web', before: 'off', after: 'running', reason: 'booted', missed: false },
    { name: 'web', before: 'running', after: 'off', reason: 'destroyed', missed: false },
    { name: 'web', before: 'off', after: null, reason: 'removed', missed: false },
  ]);
});

test('a machine that its host paused is told of with the kind of error, and goes on as one that was paused', async () => {
  const { tracker, client, set, event, ioError, told } = libvirt();
  set('web', STATE.running);
  await tracker.ready();
  ioError('web', PAUSES, 'enospc');
  event('web', EVENT.suspended, SUSPENDED_BY_IO_ERROR);
  event('web', EVENT.resumed);
  // An error that the guest is told of stops nothing.
  ioError('web', REPORTS, 'enospc');
  ioError('web', PAUSES, '');
  event('web', EVENT.suspended, SUSPENDED_BY_IO_ERROR);
  expect(await told(3)).toEqual([
    { name: 'web', before: 'running', after: 'paused', reason: 'disk-full', missed: false },
    { name: 'web', before: 'paused', after: 'running', reason: 'resumed', missed: false },
    { name: 'web', before: 'running', after: 'paused', reason: 'disk-error', missed: false },
  ]);
  expect(client.asked).not.toContain('domainGetDiskErrors');
});

test('what stopped a machine once is not what stops it the next time', async () => {
  const { tracker, set, event, ioError, told } = libvirt();
  set('web', STATE.running);
  await tracker.ready();
  ioError('web', PAUSES, '');
  event('web', EVENT.suspended, SUSPENDED_BY_IO_ERROR);
  event('web', EVENT.resumed);
  event('web', EVENT.suspended, SUSPENDED_BY_IO_ERROR);
  expect((await told(3)).map(({ reason }) => reason)).toEqual(['disk-error', 'resumed', 'disk-full']);
});

test('one that was paused while the line was down is told of with what QEMU says when it is asked', async () => {
  const { tracker, client, machines, set, told } = libvirt();
  set('web', STATE.running);
  await tracker.ready();
  set('web', STATE.paused, PAUSED_BY_IO_ERROR);
  client.reconnect();
  expect(await told(1)).toEqual([
    { name: 'web', before: 'running', after: 'paused', reason: 'disk-full', missed: true },
  ]);
  expect(client.asked).toContain('domainGetDiskErrors');
  expect((await machines.all())[0]?.condition).toMatchObject({ power: 'paused', reason: 'disk-full' });
});

test('since when a machine is as it is, is known where an event told it', async () => {
  const { tracker, set, event, told } = libvirt();
  set('web', STATE.running);
  await tracker.ready();
  expect(tracker.since(uuidOf('web'), 'running')).toBeUndefined();
  event('web', EVENT.suspended);
  await told(1);
  expect(tracker.since(uuidOf('web'), 'paused')).toEqual(at);
  expect(tracker.since(uuidOf('web'), 'running')).toBeUndefined();
});

test('a new machine is asked for its owner; one that is gone again is passed over', async () => {
  const { tracker, set, event, told, errors } = libvirt();
  await tracker.ready();
  event('ghost', EVENT.defined);
  event('ghost', EVENT.undefined);
  set('web', STATE.off, 0, 'slack:T:U');
  event('web', EVENT.defined);
  expect(await told(1)).toMatchObject([{ name: 'web', before: null, after: 'off', reason: 'created' }]);
  expect(errors).toEqual([]);
});

test('what happened while the line was down is told once, as missed, with the reason that libvirt remembers', async () => {
  const { tracker, client, set, states, told } = libvirt();
  set('stays', STATE.running);
  set('stops', STATE.running);
  set('goes', STATE.off);
  await tracker.ready();
  set('stops', STATE.off, 2);
  states.delete('goes');
  set('comes', STATE.running);
  client.reconnect();
  client.reconnect();
  const changes = await told(3);
  // A later change comes after everything that the comparisons found.
  set('last', STATE.off);
  client.reconnect();
  expect((await told(4)).slice(0, 3)).toEqual(changes);
  expect(changes).toEqual([
    { name: 'stops', before: 'running', after: 'off', reason: 'destroyed', missed: true },
    { name: 'comes', before: null, after: 'running', reason: 'created', missed: true },
    { name: 'goes', before: 'off', after: null, reason: 'removed', missed: true },
  ]);
});

test('descriptions are asked for once, and again after an event that changed them', async () => {
  const { tracker, machines, client, set } = libvirt();
  set('one', STATE.off);
  set('two', STATE.off);
  await tracker.ready();
  await machines.all();
  await machines.all();
  const descriptions = () => client.asked.filter((name) => name === 'domainGetXmlDesc').length;
  expect(descriptions()).toBe(2);
  const domain = { name: 'one', uuid: uuidOf('one'), id: -1 };
  client.tell('domainMetadataChange', { callbackId: 1, domain, type: 2, namespace: null });
  // The tracker looks whether it has another owner.
  await new Promise(setImmediate);
  await machines.all();
  expect(descriptions()).toBe(3);
});
