import { Duplex, duplexPair } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConnection } from '../../../../adapters/libvirt/rpc/connection.ts';
import { startDeadline } from '../../../../adapters/libvirt/rpc/deadline.ts';
import { outcomeOf } from '../../../../adapters/libvirt/rpc/errors.ts';
import type { RpcEvent } from '../../../../adapters/libvirt/rpc/incoming.ts';
import { events } from '../../../../adapters/libvirt/rpc/schema/events.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { encode } from '../../../../adapters/libvirt/rpc/xdr/codec.ts';
import { bytes } from './support/bytes.ts';
import { createPeer } from './support/server.ts';

const { connectGetVersion, connectGetHostname } = procedures;
const web = { name: 'web', uuid: '00112233-4455-6677-8899-aabbccddeeff', id: 5 };

const setUp = () => {
  const [ours, theirs] = duplexPair();
  const received: RpcEvent[] = [];
  const connection = createConnection(ours, { onEvent: (event) => received.push(event) });
  const lost = new Promise<Error>((resolve) => connection.onLost(resolve));
  const peer = createPeer(theirs);
  /** Asks for the version; what becomes of it is a value, so that no rejection is left alone. */
  const ask = (timeoutMs = 10_000, signal?: AbortSignal) => {
    const deadline = startDeadline(timeoutMs, signal);
    return connection
      .call(connectGetVersion, {}, deadline)
      .catch((error: Error) => error)
      .finally(deadline.clear);
  };
  return { connection, peer, ask, lost, received };
};

afterEach(() => vi.useRealTimers());

describe('calls', () => {
  test('answers find their calls in whatever order they come', async () => {
    const { peer, ask } = setUp();
    const answers = [ask(), ask()];
    const [first, second] = [await peer.next(), await peer.next()];
    expect(first.header.serial).not.toBe(second.header.serial);
    peer.reply(second, connectGetVersion.result, { version: 2n });
    peer.reply(first, connectGetVersion.result, { version: 1n });
    expect(await Promise.all(answers)).toEqual([{ version: 1n }, { version: 2n }]);
  });

  test('a refusal rejects with the server’s code and words', async () => {
    const { peer, ask } = setUp();
    const answer = ask();
    peer.refuse(await peer.next(), { code: 42, message: 'no such domain' });
    expect(await answer).toMatchObject({
      code: 42,
      message: 'no such domain',
      procedure: 'connectGetVersion',
    });
    expect(outcomeOf(await answer)).toBe('refused');
  });

  test('at most four are under way; the others follow as answers come', async () => {
    const { peer, ask } = setUp();
    const answers = Array.from({ length: 10 }, () => ask());
    const answered = [];
    for (let version = 0n; version < 10n; version++) {
      const call = await peer.next();
      expect(peer.received.length - answered.length).toBeLessThanOrEqual(4);
      answered.push(call);
      peer.reply(call, connectGetVersion.result, { version });
    }
    expect(await Promise.all(answers)).toHaveLength(10);
  });

  test('an answer that cannot be read rejects that call alone', async () => {
    const { peer, ask } = setUp();
    const [broken, sound] = [ask(), ask()];
    const [first, second] = [await peer.next(), await peer.next()];
    peer.send({ ...first.header, type: 1 }, bytes('00000000'));
    peer.reply(second, connectGetVersion.result, { version: 7n });
    expect(await broken).toMatchObject({
      name: 'ProtocolError',
      message: expect.stringContaining('connectGetVersion'),
    });
    expect(await sound).toEqual({ version: 7n });
  });

  test('an argument that cannot be sent is refused here and takes no place', async () => {
    const { connection, peer, ask } = setUp();
    const deadline = startDeadline(1000);
    const call = connection.call(procedures.domainLookupByName, { name: 'a\0b' }, deadline);
    await expect(call).rejects.toMatchObject({ name: 'InvalidArgument' });
    deadline.clear();
    const answer = ask();
    expect((await peer.next()).header.procedure).toBe(connectGetVersion.number);
    peer.cut();
    await answer;
  });

  test('answers to calls that were never made are passed over', async () => {
    const { peer, ask } = setUp();
    peer.send({ serial: 77, type: 1 }, bytes('00000001'));
    peer.send({ serial: 78, type: 1, status: 1 }, bytes('00000001'));
    peer.send({ serial: 79, type: 3, status: 2 }, bytes('00000001'));
    const answer = ask();
    peer.reply(await peer.next(), connectGetVersion.result, { version: 1n });
    expect(await answer).toEqual({ version: 1n });
  });
});

describe('giving up', () => {
  test('a deadline rejects at once, and the place stays taken until the server answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { peer, ask } = setUp();
    const hanging = Array.from({ length: 4 }, () => ask(50));
    const calls = [await peer.next(), await peer.next(), await peer.next(), await peer.next()];
    const fifth = ask(1000);
    vi.advanceTimersByTime(50);
    for (const error of await Promise.all(hanging)) {
      expect(error).toMatchObject({ name: 'DeadlineExceeded', sent: true, timeoutMs: 50 });
      expect(outcomeOf(error)).toBe('unknown');
    }
    expect(peer.received).toHaveLength(4);
    const [first] = calls;
    if (first === undefined) throw new Error('no call arrived');
    peer.reply(first, connectGetVersion.result, { version: 1n });
    peer.reply(await peer.next(), connectGetVersion.result, { version: 5n });
    expect(await fifth).toEqual({ version: 5n });
  });

  test('a deadline that passes in line tells that nothing was sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { peer, ask } = setUp();
    const underWay = Array.from({ length: 4 }, () => ask(1000));
    const inLine = ask(50);
    for (let place = 0; place < 4; place++) await peer.next();
    vi.advanceTimersByTime(50);
    expect(await inLine).toMatchObject({ name: 'DeadlineExceeded', sent: false });
    expect(outcomeOf(await inLine)).toBe('notSent');
    vi.advanceTimersByTime(1000);
    await Promise.all(underWay);
    expect(peer.received).toHaveLength(4);
  });

  test('a signal rejects at once with its reason', async () => {
    const { peer, ask } = setUp();
    const controller = new AbortController();
    const answer = ask(10_000, controller.signal);
    await peer.next();
    controller.abort('enough');
    expect(await answer).toMatchObject({ name: 'AbortError', sent: true, cause: 'enough' });
  });

  test('a signal that has fired already sends nothing', async () => {
    const { peer, ask } = setUp();
    expect(await ask(10_000, AbortSignal.abort())).toMatchObject({ name: 'AbortError', sent: false });
    expect(peer.received).toHaveLength(0);
  });

  test('an answer that comes too late is passed over', async () => {
    const { peer, ask } = setUp();
    const controller = new AbortController();
    const late = ask(10_000, controller.signal);
    const call = await peer.next();
    controller.abort();
    await late;
    peer.refuse(call, { code: 1, message: 'too late anyway' });
    const answer = ask();
    peer.reply(await peer.next(), connectGetVersion.result, { version: 1n });
    expect(await answer).toEqual({ version: 1n });
  });
});

describe('events', () => {
  test('known ones are handed over, unknown ones and other programs passed over', async () => {
    const { peer, ask, received } = setUp();
    const message = encode(events.domainLifecycle.message, {
      callbackId: 1,
      domain: web,
      event: 2,
      detail: 0,
    });
    peer.send({ procedure: 9999, type: 2 }, bytes('00000000'));
    peer.send({ program: 0x1234, procedure: events.domainLifecycle.number, type: 2 }, message);
    peer.send({ procedure: events.domainLifecycle.number, type: 2 }, message);
    const answer = ask();
    peer.reply(await peer.next(), connectGetVersion.result, { version: 1n });
    await answer;
    expect(received).toEqual([
      { name: 'domainLifecycle', message: { callbackId: 1, domain: web, event: 2, detail: 0 } },
    ]);
  });

  test('one that cannot be read ends the connection: who knows what was missed', async () => {
    const { peer, lost } = setUp();
    peer.send({ procedure: events.domainLifecycle.number, type: 2 }, bytes('00000001'));
    expect(await lost).toMatchObject({ name: 'ConnectionLost', cause: { name: 'ProtocolError' } });
  });
});

describe('the end', () => {
  test('calls under way and in line are told apart', async () => {
    const { peer, ask, lost } = setUp();
    const answers = Array.from({ length: 5 }, () => ask());
    await peer.next();
    peer.duplex.end();
    const errors = await Promise.all(answers);
    expect(errors.map((error) => error)).toMatchObject([
      ...Array.from({ length: 4 }, () => ({ name: 'ConnectionLost', sent: true })),
      { name: 'ConnectionLost', sent: false },
    ]);
    expect(await lost).toMatchObject({ name: 'ConnectionLost' });
  });

  test('a call that this host could not hand over was not sent', async () => {
    const broken = new Duplex({
      read: () => undefined,
      write: (_chunk, _encoding, done) => process.nextTick(done, new Error('write EPIPE')),
    });
    const connection = createConnection(broken);
    const deadline = startDeadline(1000);
    const error = await connection.call(connectGetVersion, {}, deadline).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConnectionLost', sent: false, cause: { message: 'write EPIPE' } });
    deadline.clear();
  });

  test('a call after it is not sent', async () => {
    const { connection, ask } = setUp();
    connection.close('enough');
    expect(await ask()).toMatchObject({
      name: 'ConnectionLost',
      sent: false,
      message: expect.stringContaining('enough'),
    });
  });

  test.each([
    ['a length that no frame has', 'ffffffff'],
    ['a call from the server', '0000001c 20008086 00000001 00000001 00000000 00000000 00000000'],
    ['another protocol', '485454502f312e31'],
  ])('%s ends it', async (_name, hex) => {
    const { peer, ask, lost } = setUp();
    const answer = ask();
    await peer.next();
    peer.sendRaw(bytes(hex));
    expect(await lost).toMatchObject({ cause: { name: 'ProtocolError' } });
    expect(await answer).toMatchObject({ name: 'ConnectionLost', sent: true });
  });
});

describe('keepalive', () => {
  const intervals = { toFake: ['setInterval', 'clearInterval'] as const };
  /** Lets everything that is on its way through the pair arrive. */
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  test('a server that falls silent is noticed after interval × (count + 1), not before', async () => {
    vi.useFakeTimers({ toFake: [...intervals.toFake] });
    const { connection, peer, ask, lost } = setUp();
    connection.startKeepalive({ intervalMs: 100, count: 3 });
    for (let beat = 0; beat < 10; beat++) {
      vi.advanceTimersByTime(100);
      await settle();
    }
    expect(connection.lost).toBeUndefined();
    peer.setAlive(false);
    const answer = ask();
    await peer.next();
    for (let beat = 0; beat < 3; beat++) {
      vi.advanceTimersByTime(100);
      await settle();
    }
    expect(connection.lost).toBeUndefined();
    vi.advanceTimersByTime(100);
    expect((await lost).message).toContain('silent for 400 ms');
    expect(await answer).toMatchObject({ name: 'ConnectionLost', sent: true });
  });

  test('anything that arrives counts as life', async () => {
    vi.useFakeTimers({ toFake: [...intervals.toFake] });
    const { connection, peer } = setUp();
    connection.startKeepalive({ intervalMs: 100, count: 1 });
    peer.setAlive(false);
    for (let beat = 0; beat < 5; beat++) {
      peer.send({ procedure: 9999, type: 2 });
      await settle();
      vi.advanceTimersByTime(100);
    }
    expect(connection.lost).toBeUndefined();
  });

  test('the server’s ping gets a pong', async () => {
    const { peer } = setUp();
    peer.sendRaw(bytes('0000001c 6b656570 00000001 00000001 00000002 00000000 00000000'));
    const { header, payload } = await peer.next();
    expect({ ...header, payload: payload.length }).toEqual({
      program: 0x6b65_6570,
      procedure: 2,
      type: 2,
      serial: 0,
      status: 0,
      payload: 0,
    });
  });
});

test('two procedures on one connection each get their own type of answer', async () => {
  const { connection, peer } = setUp();
  const deadline = startDeadline(1000);
  const answer = connection.call(connectGetHostname, {}, deadline);
  peer.reply(await peer.next(), connectGetHostname.result, { hostname: 'lab' });
  expect(await answer).toEqual({ hostname: 'lab' });
  deadline.clear();
});
