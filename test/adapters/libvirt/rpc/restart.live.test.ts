import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClient,
  type Domain,
  procedures,
  unixTransport,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { labSocket, labVariable, tinyDomain, uniqueName, virsh } from './support/live.ts';

// Longer than a daemon on a busy machine is ever silent by itself.
const keepalive = { intervalMs: 1000, count: 5 };
const client = createClient({ transport: unixTransport(labSocket()), keepalive });
const name = uniqueName();
let domain: Domain;
let seen: number[] = [];

const daemonPid = async (): Promise<number> =>
  Number.parseInt(await readFile(labVariable('LABVM_LAB_LIBVIRTD_PIDFILE'), 'utf8'), 10);

const restartDaemon = () => execa(labVariable('LABVM_LAB_RESTART_LIBVIRTD'), { stdin: 'ignore' });

beforeAll(async () => {
  ({ domain } = await client.call(procedures.domainDefineXmlFlags, { xml: tinyDomain(name), flags: 0 }));
  await client.onEvent('domainLifecycle', (message) => {
    if (message.domain.uuid === domain.uuid) seen.push(message.event);
  });
});

afterAll(async () => {
  client.close();
  await virsh('undefine', name).catch(() => undefined);
});

test('a daemon that is stopped is noticed by its silence, and is used again when it goes on', async () => {
  const pid = await daemonPid();
  const lost = new Promise<unknown>((resolve) => {
    const stop = client.onState(({ lane, error }) => {
      if (lane !== 'events' || error === undefined) return;
      stop();
      resolve(error);
    });
  });
  const back = new Promise<void>((resolve) => client.onReconnected(resolve));
  const stoppedAt = performance.now();
  process.kill(pid, 'SIGSTOP');
  try {
    const answer = client.call(procedures.connectGetHostname, {}).catch((error: unknown) => error);
    expect(await lost).toMatchObject({ message: expect.stringContaining('silent') });
    // Not before it had its time; how soon after that is the machine's affair.
    expect(performance.now() - stoppedAt).toBeGreaterThan(keepalive.intervalMs * (keepalive.count - 1));
    expect(await answer).toMatchObject({ name: 'ConnectionLost', sent: true });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await back;
  expect((await client.call(procedures.connectGetHostname, {})).hostname).not.toBe('');
});

test('after a restart everything is back by itself', async () => {
  const before = await daemonPid();
  const back = new Promise<void>((resolve) => client.onReconnected(resolve));
  const gone = new Promise<void>((resolve) => {
    client.onState(({ lane, state }) => {
      if (lane === 'events' && state === 'connecting') resolve();
    });
  });
  const restarting = restartDaemon();
  await gone;
  // Asked while nobody is there: it waits and is answered.
  const ask = () => client.call(procedures.domainLookupByName, { name }, { timeoutMs: 100_000 });
  // Its own lane may be the last to notice, and then it was sent to the daemon that is going.
  const waiting = ask().catch((error: unknown) => {
    if ((error as Error).name === 'ConnectionLost') return ask();
    throw error;
  });
  await restarting;
  await back;
  expect((await waiting).domain.uuid).toBe(domain.uuid);
  expect(await daemonPid()).not.toBe(before);

  seen = [];
  await virsh('start', name);
  await virsh('destroy', name);
  await eventually(
    'what was said',
    () => seen,
    (events) => events.includes(5),
  );
  // Whether QEMU still says that it shuts down (6) when it is killed is a race of its own.
  expect(seen.filter((event) => event !== 6)).toEqual([4, 2, 5]);
});
