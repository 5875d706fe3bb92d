import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { frameStatus, frameType } from '../../../../adapters/libvirt/rpc/frame.ts';
import {
  type ClientOptions,
  createClient,
  type LibvirtClient,
} from '../../../../adapters/libvirt/rpc/index.ts';
import { events } from '../../../../adapters/libvirt/rpc/schema/events.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { encode } from '../../../../adapters/libvirt/rpc/xdr/codec.ts';
import { answerOpening, createPeer, createServer, type Peer, type PeerOptions } from './support/server.ts';

const { connectGetVersion, connectDomainEventCallbackRegisterAny, storageVolumeDownload } = procedures;
const web = { name: 'web', uuid: '00112233-4455-6677-8899-aabbccddeeff', id: 5 };
const span = { volume: { pool: 'p', name: 'n', key: 'k' }, offset: 0n, length: 0n, flags: 0 };

const answerRegistration: PeerOptions['answer'] = (call, peer) => {
  if (call.header.procedure !== connectDomainEventCallbackRegisterAny.number) return false;
  peer.reply(call, connectDomainEventCallbackRegisterAny.result, { callbackId: 1 });
  return true;
};

const answerVersion: PeerOptions['answer'] = (call, peer) => {
  if (call.header.procedure !== connectGetVersion.number) return false;
  peer.reply(call, connectGetVersion.result, { version: 1n });
  return true;
};

const clients: LibvirtClient[] = [];

const setUp = (answer?: PeerOptions['answer'], options: Partial<ClientOptions> = {}) => {
  const server = createServer(answer);
  const client = createClient({ transport: server.transport, ...options });
  clients.push(client);
  return { server, client };
};

const proceduresOf = (peer: Peer): number[] => peer.received.map(({ header }) => header.procedure);

const sendLifecycle = (peer: Peer, event: number): void => {
  const message = encode(events.domainLifecycle.message, { callbackId: 1, domain: web, event, detail: 0 });
  peer.send({ procedure: events.domainLifecycle.number, type: frameType.message }, message);
};

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

describe('lanes', () => {
  test('nothing is opened before it is needed, and each lane opens once, in the right order', async () => {
    const { server, client } = setUp(answerVersion);
    expect(server.peers).toHaveLength(0);
    await client.call(connectGetVersion, {});
    await client.call(connectGetVersion, {});
    expect(server.peers).toHaveLength(1);
    await client.call(connectGetVersion, {}, { lane: 'slow' });
    expect(server.peers).toHaveLength(2);
    // auth_list, connect_supports_feature, connect_open, then the calls
    expect(proceduresOf(await server.peer(0))).toEqual([66, 60, 1, 4, 4]);
    expect(proceduresOf(await server.peer(1))).toEqual([66, 60, 1, 4]);
  });

  test('a slow call does not stand in the way of a quick one', async () => {
    const { server, client } = setUp((call, peer) => peer === server.peers[1] && answerVersion(call, peer));
    const slow = client.call(connectGetVersion, {}, { lane: 'slow' });
    const first = await server.peer(0);
    const call = await first.next();
    expect(await client.call(connectGetVersion, {})).toEqual({ version: 1n });
    first.reply(call, connectGetVersion.result, { version: 9n });
    expect(await slow).toEqual({ version: 9n });
  });

  test('calls that nobody answers hold no place of another lane, however many they are', async () => {
    const { server, client } = setUp(answerVersion);
    const { domainInterfaceAddresses } = procedures;
    const asked = Array.from({ length: 8 }, (_, machine) => {
      const options = { lane: 'agent', turn: `machine-${machine}` } as const;
      return client.call(domainInterfaceAddresses, { domain: web, source: 1, flags: 0 }, options);
    });
    const ended = Promise.allSettled(asked);
    const agents = await server.peer(0);
    for (let place = 0; place < 4; place += 1) await agents.next();
    for (const lane of ['quick', 'slow', 'copy', 'guest'] as const) {
      expect(await client.call(connectGetVersion, {}, { lane }), lane).toEqual({ version: 1n });
    }
    client.close();
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('one machine holds one place, also after its caller has left, and lets the others pass', async () => {
    const { server, client } = setUp();
    const ask = (turn: string, signal?: AbortSignal) =>
      client.call(connectGetVersion, {}, { lane: 'guest', turn, signal });
    const controller = new AbortController();
    const left = ask('silent', controller.signal);
    const peer = await server.peer(0);
    const silent = await peer.next();
    const waits = [ask('silent'), ask('silent')];
    const passes = ask('other');
    controller.abort(new Error('enough'));
    await expect(left).rejects.toMatchObject({ name: 'AbortError', sent: true });
    peer.reply(await peer.next(), connectGetVersion.result, { version: 2n });
    expect(await passes).toEqual({ version: 2n });
    expect(proceduresOf(peer)).toEqual([66, 60, 1, 4, 4]);
    // The server is done with what nobody waits for: now it is the next one's turn.
    peer.reply(silent, connectGetVersion.result, { version: 1n });
    for (const version of [3n, 4n]) {
      peer.reply(await peer.next(), connectGetVersion.result, { version });
      expect(await waits.shift()).toEqual({ version });
    }
  });

  test('a turn ends with its connection', async () => {
    const { server, client } = setUp();
    const ask = () => client.call(connectGetVersion, {}, { lane: 'guest', turn: 'machine' });
    const lost = ask().catch((error: unknown) => error);
    const first = await server.peer(0);
    await first.next();
    first.cut();
    expect(await lost).toMatchObject({ name: 'ConnectionLost' });
    const again = ask();
    const second = await server.peer(1);
    second.reply(await second.next(), connectGetVersion.result, { version: 1n });
    expect(await again).toEqual({ version: 1n });
  });

  test('an answer that a guest has made endless is not read', async () => {
    const { server, client } = setUp();
    const { domainInterfaceAddresses } = procedures;
    const asked = client.call(domainInterfaceAddresses, { domain: web, source: 1, flags: 0 });
    const peer = await server.peer(0);
    const address = { type: 0, address: '10.0.0.1', prefix: 24 };
    const interfaces = Array.from({ length: 10 }, () => ({
      name: 'eth0',
      hardwareAddress: '52:54:00:00:00:01',
      addresses: Array.from({ length: 2000 }, () => address),
    }));
    peer.reply(await peer.next(), domainInterfaceAddresses.result, { interfaces });
    await expect(asked).rejects.toMatchObject({
      name: 'ProtocolError',
      message: expect.stringContaining('is not read'),
    });
  });

  test('every stream has a connection of its own, which ends with it', async () => {
    const { server, client } = setUp();
    const opening = client.openStream(storageVolumeDownload, span);
    const peer = await server.peer(0);
    const { header } = await peer.next();
    peer.send({ ...header, type: frameType.reply });
    const { stream } = await opening;
    peer.send({ ...header, type: frameType.stream, status: frameStatus.continue }, Buffer.from('data'));
    peer.send({ ...header, type: frameType.stream, status: frameStatus.ok });
    const gone = once(peer.duplex, 'end');
    expect((await buffer(stream)).toString()).toBe('data');
    await gone;
  });

  test('a signal cancels a stream that is open', async () => {
    const { server, client } = setUp();
    const controller = new AbortController();
    const opening = client.openStream(storageVolumeDownload, span, { signal: controller.signal });
    const peer = await server.peer(0);
    const { header } = await peer.next();
    peer.send({ ...header, type: frameType.reply });
    const { stream } = await opening;
    const content = buffer(stream);
    controller.abort(new Error('enough'));
    const cancel = await peer.next(({ header: { type } }) => type === frameType.stream);
    expect(cancel.header.status).toBe(frameStatus.error);
    peer.send({ ...header, type: frameType.stream, status: frameStatus.ok });
    await expect(content).rejects.toThrow('enough');
  });
});

describe('while the daemon is away', () => {
  test('a call waits and is sent when the daemon is back', async () => {
    const { server, client } = setUp(answerVersion);
    server.down();
    const answer = client.call(connectGetVersion, {});
    server.up();
    expect(await answer).toEqual({ version: 1n });
  });

  test('a call waits no longer than its deadline and says what is wrong', async () => {
    const { server, client } = setUp();
    server.down();
    await expect(client.call(connectGetVersion, {}, { timeoutMs: 80 })).rejects.toMatchObject({
      name: 'DeadlineExceeded',
      sent: false,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a signal ends the waiting', async () => {
    const { server, client } = setUp();
    server.down();
    const answer = client.call(connectGetVersion, {}, { signal: AbortSignal.timeout(20) });
    await expect(answer).rejects.toMatchObject({ name: 'AbortError', sent: false });
  });

  test('a call that was sent is rejected; whether it was carried out is unknown', async () => {
    const { server, client } = setUp();
    const answer = client.call(connectGetVersion, {});
    const outcome = answer.catch((error: unknown) => error);
    await (await server.peer(0)).next();
    server.down();
    expect(await outcome).toMatchObject({
      name: 'ConnectionLost',
      sent: true,
      procedure: 'connectGetVersion',
    });
  });

  test('a call that was still in line is sent on the next connection, without anybody noticing', async () => {
    const { server, client } = setUp((call, peer) => peer !== server.peers[0] && answerVersion(call, peer));
    const answers = Array.from({ length: 5 }, () =>
      client.call(connectGetVersion, {}).catch((error: unknown) => error),
    );
    const first = await server.peer(0);
    for (let place = 0; place < 4; place++) await first.next();
    first.cut();
    const outcomes = await Promise.all(answers);
    expect(outcomes.slice(0, 4)).toMatchObject(Array.from({ length: 4 }, () => ({ sent: true })));
    expect(outcomes[4]).toEqual({ version: 1n });
  });

  test('a daemon that refuses us is not waited for', async () => {
    const server = createServer();
    const transport = {
      ...server.transport,
      connect: () => Promise.reject(Object.assign(new Error('connect EACCES'), { code: 'EACCES' })),
    };
    const client = createClient({ transport });
    clients.push(client);
    await expect(client.call(connectGetVersion, {})).rejects.toMatchObject({
      name: 'ConnectionLost',
      sent: false,
      message: expect.stringContaining('EACCES'),
    });
  });

  test('a connection that only accepts and says nothing is given up', async () => {
    const client = createClient({
      transport: { description: 'mute', connect: async () => duplexPair()[0] },
      openTimeoutMs: 20,
    });
    clients.push(client);
    await expect(client.call(connectGetVersion, {}, { timeoutMs: 100 })).rejects.toMatchObject({
      name: 'DeadlineExceeded',
      sent: false,
      message: expect.stringContaining('authList'),
    });
  });
});

describe('events', () => {
  test('are registered before onEvent resolves, once for all listeners', async () => {
    const { server, client } = setUp(answerRegistration);
    const heard: string[] = [];
    const [stopFirst] = await Promise.all([
      client.onEvent('domainLifecycle', ({ event }) => heard.push(`a${event}`)),
      client.onEvent('domainLifecycle', ({ event }) => heard.push(`b${event}`)),
    ]);
    const peer = await server.peer(0);
    expect(proceduresOf(peer)).toEqual([66, 60, 1, 316]);
    sendLifecycle(peer, 2);
    await expect.poll(() => heard).toEqual(['a2', 'b2']);
    stopFirst();
    sendLifecycle(peer, 5);
    await expect.poll(() => heard).toEqual(['a2', 'b2', 'b5']);
  });

  test('a lost connection is made anew by itself; everything is registered before it is said', async () => {
    const { server, client } = setUp(answerRegistration);
    const heard: number[] = [];
    await client.onEvent('domainLifecycle', ({ event }) => heard.push(event));
    await client.onEvent('domainReboot', () => undefined);
    let reconnections = 0;
    client.onReconnected(() => reconnections++);
    server.down();
    server.up();
    const second = await server.peer(1);
    await expect.poll(() => reconnections).toBe(1);
    expect(proceduresOf(second)).toEqual([66, 60, 1, 316, 316]);
    sendLifecycle(second, 4);
    await expect.poll(() => heard).toEqual([4]);
  });

  test('a connection that dies while registering is made again', async () => {
    let registrations = 0;
    const { server, client } = setUp((call, peer) => {
      if (call.header.procedure !== connectDomainEventCallbackRegisterAny.number) return false;
      if (registrations++ > 0) return answerRegistration(call, peer);
      peer.cut();
      return true;
    });
    const listening = client.onEvent('domainLifecycle', () => undefined);
    await listening;
    expect(server.peers.length).toBeGreaterThan(1);
  });

  test('an event that cannot be read makes a new connection, as something may be missing', async () => {
    const { server, client } = setUp(answerRegistration);
    await client.onEvent('domainLifecycle', () => undefined);
    const reconnected = new Promise<void>((resolve) => client.onReconnected(resolve));
    (await server.peer(0)).send({ procedure: events.domainLifecycle.number, type: frameType.message });
    await reconnected;
    expect(server.peers).toHaveLength(2);
  });

  test('a listener that throws is reported and harms nobody', async () => {
    const errors: unknown[] = [];
    const { server, client } = setUp(answerRegistration, { onError: (error) => errors.push(error) });
    const heard: number[] = [];
    await client.onEvent('domainLifecycle', () => {
      throw new Error('my fault');
    });
    await client.onEvent('domainLifecycle', ({ event }) => heard.push(event));
    sendLifecycle(await server.peer(0), 3);
    await expect.poll(() => heard).toEqual([3]);
    expect(errors).toMatchObject([{ message: 'my fault' }]);
  });

  test('a registration that was not answered in time is not taken for refused when it came through', async () => {
    let asked = 0;
    const { server, client } = setUp(
      (call, peer) => {
        if (call.header.procedure !== connectDomainEventCallbackRegisterAny.number) return false;
        asked += 1;
        if (asked === 1) return answerRegistration(call, peer);
        if (asked === 3) peer.refuse(call, { code: 8, message: 'event callback already tracked' });
        return true;
      },
      { openTimeoutMs: 500 },
    );
    await client.onEvent('domainReboot', () => undefined);
    const heard: number[] = [];
    const listen = () => client.onEvent('domainLifecycle', ({ event }) => heard.push(event));
    await expect(listen()).rejects.toMatchObject({ name: 'DeadlineExceeded' });
    await listen();
    expect(server.peers).toHaveLength(1);
    sendLifecycle(await server.peer(0), 5);
    await expect.poll(() => heard).toEqual([5]);
  });

  test('an event that the server does not know is refused and costs the others nothing', async () => {
    const { server, client } = setUp((call, peer) => {
      if (call.header.procedure !== procedures.connectNetworkEventRegisterAny.number) {
        return answerRegistration(call, peer);
      }
      peer.refuse(call, { code: 39, domain: 7, message: 'unknown procedure: 313' });
      return true;
    });
    const refused = client.onEvent('networkLifecycle', () => undefined);
    await client.onEvent('domainLifecycle', () => undefined);
    await expect(refused).rejects.toMatchObject({ name: 'LibvirtError', code: 3 });
    expect(server.peers).toHaveLength(1);
  });
});

describe('authentication', () => {
  test.each([
    ['polkit is asked when the server lists it', [2], 'opens'],
    ['a server that wants a password cannot be served', [1], 'refused'],
  ] as const)('%s', async (_name, types, outcome) => {
    const seen: number[] = [];
    const client = createClient({
      transport: {
        description: 'a server that wants to know who we are',
        connect: async () => {
          const [ours, theirs] = duplexPair();
          createPeer(theirs, {
            answer: (call, peer) => {
              seen.push(call.header.procedure);
              if (call.header.procedure === procedures.authList.number) {
                peer.reply(call, procedures.authList.result, { types });
              } else if (call.header.procedure === procedures.authPolkit.number) {
                peer.reply(call, procedures.authPolkit.result, { complete: 1 });
              } else return answerOpening(call, peer) || answerVersion(call, peer);
              return true;
            },
          });
          return ours;
        },
      },
    });
    clients.push(client);
    const answer = client.call(connectGetVersion, {});
    if (outcome === 'opens') {
      expect(await answer).toEqual({ version: 1n });
      expect(seen).toEqual([66, 70, 60, 1, 4]);
    } else {
      await expect(answer).rejects.toMatchObject({ name: 'ConnectionLost', cause: { code: 94 } });
    }
  });
});

describe('closing', () => {
  test('rejects what is under way and what comes after, and ends the connections', async () => {
    const { server, client } = setUp();
    const underWay = client.call(connectGetVersion, {}).catch((error: unknown) => error);
    const peer = await server.peer(0);
    await peer.next();
    const gone = once(peer.duplex, 'end');
    client.close();
    expect(await underWay).toMatchObject({ name: 'ConnectionLost', sent: true });
    await expect(client.call(connectGetVersion, {})).rejects.toMatchObject({ sent: false });
    await expect(client.openStream(storageVolumeDownload, span)).rejects.toMatchObject({ sent: false });
    await expect(client.onEvent('domainReboot', () => undefined)).rejects.toMatchObject({ sent: false });
    await gone;
  });

  test('ends the waiting for a daemon that is away', async () => {
    const { server, client } = setUp();
    server.down();
    const waiting = client.call(connectGetVersion, {});
    client.close();
    await expect(waiting).rejects.toMatchObject({ name: 'ConnectionLost', sent: false });
  });
});

test('what the lanes do is told', async () => {
  const { server, client } = setUp(answerVersion);
  const told: string[] = [];
  client.onState(({ lane, state }) => told.push(`${lane} ${state}`));
  await client.call(connectGetVersion, {});
  (await server.peer(0)).cut();
  await expect.poll(() => told).toEqual(['quick open', 'quick idle']);
});
