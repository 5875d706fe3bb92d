import { once } from 'node:events';
import { duplexPair, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConnection } from '../../../../adapters/libvirt/rpc/connection.ts';
import { startDeadline } from '../../../../adapters/libvirt/rpc/deadline.ts';
import { type Frame, frameStatus, frameType } from '../../../../adapters/libvirt/rpc/frame.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { createPeer } from './support/server.ts';

const web = { name: 'web', uuid: '00112233-4455-6677-8899-aabbccddeeff', id: 5 };
const volume = { pool: 'labvm', name: 'disk', key: '/disk' };
const span = { volume, offset: 0n, length: 0n, flags: 0 };

const isStream = ({ header }: Frame): boolean => header.type === frameType.stream;

const setUp = () => {
  const [ours, theirs] = duplexPair();
  const connection = createConnection(ours);
  return { connection, peer: createPeer(theirs), ours };
};

/** A stream that the server has agreed to. */
const open = async (direction: 'download' | 'upload' | 'console') => {
  const { connection, peer, ours } = setUp();
  const deadline = startDeadline(5000);
  const opening =
    direction === 'console'
      ? connection.openStream(procedures.domainOpenConsole, { domain: web, device: null, flags: 0 }, deadline)
      : direction === 'upload'
        ? connection.openStream(procedures.storageVolumeUpload, span, deadline)
        : connection.openStream(procedures.storageVolumeDownload, span, deadline);
  const call = await peer.next();
  peer.send({ ...call.header, type: frameType.reply });
  const { stream } = await opening;
  deadline.clear();
  const say = (status: number, text = '') =>
    peer.send({ ...call.header, type: frameType.stream, status }, Buffer.from(text));
  return { connection, peer, stream, call, say, ours };
};

afterEach(() => vi.useRealTimers());

describe('a download', () => {
  test('an empty piece is the end, which is confirmed both ways', async () => {
    const { peer, stream, call, say } = await open('download');
    const content = buffer(stream);
    say(frameStatus.continue, 'one ');
    say(frameStatus.continue, 'two');
    say(frameStatus.continue);
    const confirmation = await peer.next(isStream);
    expect(confirmation).toMatchObject({
      header: { serial: call.header.serial, procedure: call.header.procedure, status: frameStatus.ok },
      payload: { length: 0 },
    });
    say(frameStatus.ok);
    expect((await content).toString()).toBe('one two');
  });

  test('data right behind the reply is not lost', async () => {
    const { connection, peer } = setUp();
    const deadline = startDeadline(5000);
    const opening = connection.openStream(procedures.storageVolumeDownload, span, deadline);
    const { header } = await peer.next();
    peer.send({ ...header, type: frameType.reply });
    peer.send({ ...header, type: frameType.stream, status: frameStatus.continue }, Buffer.from('early'));
    peer.send({ ...header, type: frameType.stream, status: frameStatus.ok });
    const { stream } = await opening;
    deadline.clear();
    expect((await buffer(stream)).toString()).toBe('early');
  });

  test('a failure found at the very end is an error, not a short file', async () => {
    const { peer, stream, call, say } = await open('download');
    const content = buffer(stream);
    say(frameStatus.continue, 'half');
    say(frameStatus.continue);
    await peer.next(isStream);
    peer.refuse(call, { code: 38, message: 'read failed', type: frameType.stream });
    await expect(content).rejects.toMatchObject({ name: 'LibvirtError', message: 'read failed' });
  });

  test.each([
    ['as a reply', frameType.reply],
    ['as a stream frame', frameType.stream],
  ])('an error that comes %s ends it', async (_name, type) => {
    const { peer, stream, call } = await open('download');
    peer.refuse(call, { code: 9, message: 'gone', type });
    await expect(buffer(stream)).rejects.toMatchObject({
      name: 'LibvirtError',
      code: 9,
      procedure: 'storageVolumeDownload',
    });
  });

  test('a hole is an error, as we never ask for sparse streams', async () => {
    const { peer, stream, call } = await open('download');
    peer.send({ ...call.header, type: frameType.streamHole, status: frameStatus.continue }, Buffer.alloc(12));
    await expect(buffer(stream)).rejects.toMatchObject({ name: 'ProtocolError' });
  });

  test('a lost connection ends it with that', async () => {
    const { peer, stream } = await open('download');
    peer.duplex.end();
    await expect(buffer(stream)).rejects.toMatchObject({ name: 'ConnectionLost', sent: true });
  });

  test('a reader that does not read stops the server; reading goes on where it stopped', async () => {
    const { stream, say, ours } = await open('download');
    const piece = 'x'.repeat(200_000);
    for (let count = 0; count < 20; count++) say(frameStatus.continue, piece);
    say(frameStatus.ok);
    await expect.poll(() => ours.isPaused()).toBe(true);
    expect(stream.readableLength).toBeLessThan(2_000_000);
    expect((await buffer(stream)).length).toBe(4_000_000);
    expect(ours.isPaused()).toBe(false);
  });

  test('silence while we do not read is no sign of death', async () => {
    const { connection, stream, say, ours } = await open('download');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    connection.startKeepalive({ intervalMs: 10, count: 1 });
    for (let count = 0; count < 10; count++) say(frameStatus.continue, 'x'.repeat(200_000));
    await once(ours, 'pause');
    vi.advanceTimersByTime(1000);
    expect(connection.lost).toBeUndefined();
    stream.destroy();
  });
});

describe('an upload', () => {
  test('is cut into pieces that every server takes, and ends when the server says so', async () => {
    const { peer, stream, say } = await open('upload');
    const content = Buffer.alloc(600_000, 'abc');
    let finished = false;
    const sending = pipeline(Readable.from([content]), stream).then(() => {
      finished = true;
    });
    const pieces: Frame[] = [];
    for (;;) {
      const frame = await peer.next(isStream);
      if (frame.header.status === frameStatus.ok) break;
      pieces.push(frame);
    }
    expect(pieces.map(({ payload }) => payload.length)).toEqual([262_120, 262_120, 75_760]);
    expect(Buffer.concat(pieces.map(({ payload }) => payload))).toEqual(content);
    expect(finished).toBe(false);
    say(frameStatus.ok);
    await sending;
    if (!stream.closed) await once(stream, 'close');
  });

  test('a disk that is full is told to the writer', async () => {
    const { peer, stream, call } = await open('upload');
    const sending = pipeline(Readable.from([Buffer.from('data')]), stream);
    await peer.next(({ header }) => isStream({ header } as Frame) && header.status === frameStatus.ok);
    peer.refuse(call, { code: 38, message: 'No space left on device', type: frameType.reply });
    await expect(sending).rejects.toMatchObject({ message: 'No space left on device' });
  });

  test('an empty write is not taken for the end', async () => {
    const { peer, stream } = await open('upload');
    stream.write(Buffer.alloc(0));
    stream.write('x');
    expect((await peer.next(isStream)).payload.toString()).toBe('x');
    stream.destroy();
  });

  test('a server that does not take the bytes slows the writer down', async () => {
    const { peer, stream } = await open('upload');
    peer.duplex.pause();
    let written = 0;
    while (written < 100 && stream.write(Buffer.alloc(100_000))) written++;
    expect(written).toBeLessThan(100);
    const drained = once(stream, 'drain');
    peer.duplex.resume();
    await drained;
    stream.destroy();
  });
});

describe('a console', () => {
  test('carries bytes both ways', async () => {
    const { peer, stream, say } = await open('console');
    say(frameStatus.continue, 'login: ');
    const [heard] = (await once(stream, 'data')) as [Buffer];
    expect(heard.toString()).toBe('login: ');
    stream.write('root\n');
    expect((await peer.next(isStream)).payload.toString()).toBe('root\n');
    stream.destroy();
  });

  test('ends on both sides when the guest goes away', async () => {
    const { stream, say } = await open('console');
    stream.resume();
    say(frameStatus.ok);
    await once(stream, 'close');
    expect(stream.errored).toBeNull();
  });
});

describe('cancelling', () => {
  test('tells the server, and is complete when the server has let go', async () => {
    const { peer, stream, say } = await open('download');
    stream.destroy();
    expect((await peer.next(isStream)).header.status).toBe(frameStatus.error);
    say(frameStatus.continue, 'still on its way');
    expect(stream.closed).toBe(false);
    say(frameStatus.ok);
    await once(stream, 'close');
  });

  test('does not wait for ever for a server that says nothing', async () => {
    const { peer, stream } = await open('upload');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    stream.destroy();
    const closed = once(stream, 'close');
    await peer.next(isStream);
    vi.advanceTimersByTime(2000);
    await closed;
  });

  test('before the server agreed: what opens too late is closed again', async () => {
    const { connection, peer } = setUp();
    const controller = new AbortController();
    const deadline = startDeadline(5000, controller.signal);
    const opening = connection.openStream(procedures.storageVolumeDownload, span, deadline);
    const { header } = await peer.next();
    controller.abort();
    await expect(opening).rejects.toMatchObject({ name: 'AbortError', sent: true });
    deadline.clear();
    peer.send({ ...header, type: frameType.reply });
    expect((await peer.next(isStream)).header).toMatchObject({
      serial: header.serial,
      status: frameStatus.error,
    });
  });

  test('an opening that the server refuses leaves nothing behind', async () => {
    const { connection, peer } = setUp();
    const deadline = startDeadline(5000);
    const opening = connection.openStream(procedures.storageVolumeDownload, span, deadline);
    peer.refuse(await peer.next(), { code: 50, message: 'no such volume' });
    await expect(opening).rejects.toMatchObject({ name: 'LibvirtError', code: 50 });
    deadline.clear();
    expect(peer.received).toHaveLength(1);
  });
});
