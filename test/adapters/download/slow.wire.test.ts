import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuard } from '../../../adapters/download/guard.ts';
import { ask, askText } from '../../../adapters/download/http.ts';
import { type Mirror, startMirror } from '../../servers/mirror/index.ts';
import { disc } from './support/files.ts';
import { imageAt, imageHost, patient } from './support/image-host.ts';

const bytes = disc();
const guard = createGuard(['127.0.0.1']);

/** A server that brings as much as the test says, when it says so. */
interface Dripping {
  readonly url: string;
  /** What it is asked last. */
  response(): Promise<ServerResponse>;
  close(): void;
}

let mirror: Mirror;
let dripping: Dripping;
let nowMs: number;
const now = () => nowMs;
/** What the server does with every request at once. */
let onRequest: (response: ServerResponse) => void;

beforeEach(async () => {
  nowMs = 0;
  onRequest = () => undefined;
  mirror = await startMirror();
  dripping = await startDripping();
});
afterEach(async () => {
  dripping.close();
  await mirror.close();
});

async function startDripping(): Promise<Dripping> {
  const asked: ServerResponse[] = [];
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
    response.flushHeaders();
    asked.push(response);
    onRequest(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.iso`,
    async response() {
      await expect.poll(() => asked.length).toBeGreaterThan(0);
      return asked.at(-1) as ServerResponse;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Brings the file in pieces of this size, one every 15 s of the clock, until it is whole or nobody listens. */
async function drip(pieceBytes: number, options: ReturnType<typeof patient>, over: Promise<unknown>) {
  let isOver = false;
  over.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  const response = await dripping.response();
  const isTaken = (sent: number) =>
    isOver || response.destroyed || (options.said.at(-1)?.doneBytes ?? 0) >= sent;
  for (let sent = 0; sent < bytes.length && !isOver && !response.destroyed; ) {
    nowMs += 15_000;
    response.write(bytes.subarray(sent, sent + pieceBytes));
    sent = Math.min(sent + pieceBytes, bytes.length);
    await expect.poll(() => isTaken(sent)).toBe(true);
  }
}

describe('a server that drips', () => {
  test('is left after a minute for the next one', async () => {
    const host = imageHost();
    const options = patient();
    const image = imageAt([dripping.url, mirror.put('a.iso', bytes)]);
    const coming = host.fetcher({ now }).download(image, options);
    await drip(1, options, coming);
    expect((await coming).origin?.from).toBe(`${mirror.url}a.iso`);
    expect(await host.bytesOf('lesson')).toEqual(bytes);
    // A byte every 15 s, judged when the minute was over and not before; the next byte may be on its way by then.
    expect(nowMs).toBeGreaterThanOrEqual(60_000);
    expect(nowMs).toBeLessThanOrEqual(75_000);
  });

  test('and is the only one is named, with what to do', async () => {
    const host = imageHost();
    const options = patient();
    const coming = host.fetcher({ now }).download(imageAt(dripping.url), options);
    const error = coming.catch((failure: unknown) => failure);
    await drip(1, options, error);
    const { host: name } = new URL(dripping.url);
    expect(await error).toMatchObject({
      code: 'unreachable-source',
      text: {
        en: expect.stringContaining(`${name}: too slow, less than 4 KiB/s for a whole minute`),
        es: expect.stringContaining(`${name}: demasiado lento`),
      },
      hint: { en: expect.stringMatching(/What has arrived is kept.*LABVM_IMAGE_MIRROR/) },
    });
  });

  test('as the school’s own mirror is named too, where nobody else has the file', async () => {
    const host = imageHost();
    const options = patient();
    const fetcher = host.fetcher({ now, mirror: new URL('.', dripping.url).href });
    const coming = fetcher.download(imageAt('http://publisher.invalid/a.iso'), options);
    const error = coming.catch((failure: unknown) => failure);
    await drip(1, options, error);
    expect(await error).toMatchObject({
      text: { en: expect.stringMatching(/too slow.*publisher\.invalid/) },
    });
  });

  test('as fast as an old line is waited for', async () => {
    const host = imageHost();
    const options = patient();
    const coming = host.fetcher({ now }).download(imageAt(dripping.url), options);
    await drip(96 * 1024, options, coming);
    expect((await coming).sizeBytes).toBe(bytes.length);
  });

  test('and breaks off each time is left as well', async () => {
    onRequest = (response) => {
      nowMs += 25_000;
      response.write(bytes.subarray(0, 1), () => response.destroy());
    };
    const host = imageHost();
    const image = imageAt([dripping.url, mirror.put('a.iso', bytes)]);
    expect((await host.fetcher({ now }).download(image, patient())).origin?.from).toBe(`${mirror.url}a.iso`);
  });

  test('a list of digests is left as well', async () => {
    const signal = new AbortController().signal;
    const asking = askText(new URL(dripping.url), { guard, signal, allowsDowngrade: false, now }, 1_000_000);
    const error = asking.catch((failure: unknown) => failure);
    const response = await dripping.response();
    // Nobody tells what of a list was taken: the clock goes on until it is enough.
    const dripper = setInterval(() => {
      nowMs += 15_000;
      response.write('x');
    }, 20);
    expect(await error).toMatchObject({ isSlow: true });
    clearInterval(dripper);
  });
});

test('a server that never comes to the end of its headers is left', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nx-a: ');
      asked.resolve();
    });
  });
  const asked = Promise.withResolvers<void>();
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a.iso`);
    const asking = ask(url, { guard, signal: new AbortController().signal, allowsDowngrade: false });
    const error = asking.catch((failure: unknown) => failure);
    await asked.promise;
    vi.advanceTimersByTime(60_000);
    expect(await error).toMatchObject({
      passes: true,
      text: { en: expect.stringContaining('does not answer') },
    });
  } finally {
    vi.useRealTimers();
    server.close();
  }
});
