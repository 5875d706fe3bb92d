import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClient,
  type Domain,
  procedures,
  unixTransport,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { eventually, labSocket, labVariable, tinyDomain, uniqueName, virsh } from './support/live.ts';

const keepalive = { intervalMs: 100, count: 2 };
const client = createClient({ transport: unixTransport(labSocket()), keepalive });
const name = uniqueName();
let domain: Domain;
let seen: number[] = [];

const daemonPid = async (): Promise<number> =>
  Number.parseInt(await readFile(labVariable('LABVM_LAB_LIBVIRTD_PIDFILE'), 'utf8'), 10);

const restartDaemon = () => execa(labVariable('LABVM_LAB_RESTART_LIBVIRTD'), { stdin: 'ignore' });

/** True if somebody listens on the daemon's socket. */
const accepts = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(labSocket(), () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

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
    const silenceMs = performance.now() - stoppedAt;
    expect(silenceMs).toBeGreaterThan(keepalive.intervalMs * keepalive.count);
    expect(silenceMs).toBeLessThan(keepalive.intervalMs * (keepalive.count + 1) + 1500);
    expect(await answer).toMatchObject({ name: 'ConnectionLost', sent: true });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await back;
  expect((await client.call(procedures.connectGetHostname, {})).hostname).not.toBe('');
});

test('after a restart everything is back within a second of the socket', async () => {
  const before = await daemonPid();
  let reconnectedAt = Number.NaN;
  const back = new Promise<void>((resolve) => {
    client.onReconnected(() => {
      reconnectedAt = performance.now();
      resolve();
    });
  });
  const gone = new Promise<void>((resolve) => {
    client.onState(({ lane, state }) => {
      if (lane === 'events' && state === 'connecting') resolve();
    });
  });
  const restarting = restartDaemon();
  await gone;
  // Asked while nobody is there: it waits and is answered.
  const ask = () => client.call(procedures.domainLookupByName, { name }, { timeoutMs: 30_000 });
  // Its own lane may be the last to notice, and then it was sent to the daemon that is going.
  const waiting = ask().catch((error: unknown) => {
    if ((error as Error).name === 'ConnectionLost') return ask();
    throw error;
  });
  await eventually(accepts, (yes) => yes, 30_000);
  const socketAt = performance.now();
  await restarting;
  await back;
  expect(reconnectedAt - socketAt).toBeLessThan(1000);
  expect((await waiting).domain.uuid).toBe(domain.uuid);
  expect(await daemonPid()).not.toBe(before);

  seen = [];
  await virsh('start', name);
  await virsh('destroy', name);
  await eventually(
    () => seen,
    (events) => events.includes(5),
  );
  // Whether QEMU still says that it shuts down (6) when it is killed is a race of its own.
  expect(seen.filter((event) => event !== 6)).toEqual([4, 2, 5]);
});
