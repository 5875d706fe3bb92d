import { gzipSync, zstdCompressSync } from 'node:zlib';
import { execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Mirror, startMirror } from '../../servers/mirror/index.ts';
import { disc, sha256 } from './support/files.ts';
import { imageAt, imageHost, patient } from './support/image-host.ts';

let mirror: Mirror;
beforeEach(async () => {
  mirror = await startMirror();
});
afterEach(() => mirror.close());

const bytes = disc();

function xz(content: Buffer): Buffer {
  return Buffer.from(
    execaSync('xz', ['--compress', '--stdout', '-1'], { input: content, encoding: 'buffer' }).stdout,
  );
}

describe('an image', () => {
  test('comes whole, and its progress is told', async () => {
    const host = imageHost();
    const options = patient();
    const facts = await host.fetcher().download(imageAt(mirror.put('a.iso', bytes)), options);
    expect(facts).toMatchObject({
      id: 'lesson',
      format: 'iso',
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
    });
    expect(facts.origin).toMatchObject({ from: `${mirror.url}a.iso`, trust: 'first-use' });
    expect(await host.bytesOf('lesson')).toEqual(bytes);
    expect(options.said.at(0)).toMatchObject({ stage: 'asking' });
    expect(options.said).toContainEqual(
      expect.objectContaining({ stage: 'fetching', doneBytes: bytes.length, totalBytes: bytes.length }),
    );
  });

  test('that is there is not fetched again, unless it is to be renewed', async () => {
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes));
    await host.fetcher().download(image, patient());
    await host.fetcher().download(image, patient());
    expect(mirror.asked).toHaveLength(1);
    const newer = disc();
    mirror.put('a.iso', newer);
    await host.fetcher().download(image, patient({ renew: true }));
    expect(await host.bytesOf('lesson')).toEqual(newer);
  });

  test.each([
    ['gz', gzipSync],
    ['xz', xz],
    ['zst', zstdCompressSync],
  ] as const)('that is packed as %s is unpacked on its way', async (_, pack) => {
    const host = imageHost();
    const packed = Buffer.from(pack(bytes));
    const image = imageAt(mirror.put('a.packed', packed));
    const facts = await host.fetcher().download(image, patient());
    expect(facts).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(bytes) });
    expect(await host.bytesOf('lesson')).toEqual(bytes);
    expect((await host.files()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('that many wait for is fetched once, and each is told how it comes on', async () => {
    const gate = Promise.withResolvers<void>();
    const host = imageHost();
    const fetcher = host.fetcher();
    const image = imageAt(mirror.put('a.iso', bytes, { gate: gate.promise }));
    const passengers = Array.from({ length: 30 }, () => patient());
    const all = passengers.map((options) => fetcher.download(image, options));
    gate.resolve();
    await Promise.all(all);
    expect(mirror.asked).toHaveLength(1);
    for (const { said } of passengers) expect(said.length).toBeGreaterThan(0);
  });

  test('that another process fetches is waited for', async () => {
    const gate = Promise.withResolvers<void>();
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes, { gate: gate.promise }));
    const first = host.fetcher().download(image, patient());
    const options = patient();
    await expect.poll(() => mirror.asked).toHaveLength(1);
    const second = host.fetcher().download(image, options);
    await expect.poll(() => options.said.at(-1)?.stage).toBe('waiting');
    gate.resolve();
    expect(await second).toMatchObject({ sha256: (await first).sha256 });
    expect(mirror.asked).toHaveLength(1);
  });
});

/** Sends more than 100 kB, and then nothing. */
const STALLS = { gate: new Promise<void>(() => {}), gateAfter: 120_000 };

describe('an interruption', () => {
  test('is gone on from where it was', async () => {
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes, { breaks: [200_000, 300_000] }));
    await host.fetcher().download(image, patient());
    expect(await host.bytesOf('lesson')).toEqual(bytes);
    const [first, second, third] = mirror.asked.map(({ range }) => range);
    expect(first).toBeUndefined();
    expect(second).toMatch(/^bytes=\d+-$/);
    expect(Number(/\d+/.exec(third ?? '')?.[0])).toBeGreaterThan(Number(/\d+/.exec(second ?? '')?.[0]));
  });

  test('of a packed file is gone on from where it was', async () => {
    const host = imageHost();
    const packed = gzipSync(bytes);
    await host.fetcher().download(imageAt(mirror.put('a.iso.gz', packed, { breaks: [200_000] })), patient());
    expect(await host.bytesOf('lesson')).toEqual(bytes);
    expect(mirror.asked[1]?.range).toMatch(/^bytes=\d+-$/);
  });

  test('by the end of the process is gone on from where it was', async () => {
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes, STALLS));
    const ended = new AbortController();
    const options = patient({ signal: ended.signal });
    const first = host.fetcher().download(image, options);
    await expect.poll(() => options.said.at(-1)?.doneBytes ?? 0).toBeGreaterThan(100_000);
    ended.abort(new Error('the process ends'));
    await expect(first).rejects.toThrow('the process ends');
    mirror.put('a.iso', bytes);
    const facts = await host.fetcher().download(image, patient());
    expect(facts.sha256).toBe(sha256(bytes));
    expect(Number(/\d+/.exec(mirror.asked.at(-1)?.range ?? '')?.[0])).toBeGreaterThan(100_000);
  });

  test('of a packed file by the end of the process begins anew and mixes nothing', async () => {
    const host = imageHost();
    const packed = gzipSync(bytes);
    const image = imageAt(mirror.put('a.iso.gz', packed, STALLS));
    const ended = new AbortController();
    const options = patient({ signal: ended.signal });
    const first = host.fetcher().download(image, options);
    await expect.poll(() => options.said.at(-1)?.doneBytes ?? 0).toBeGreaterThan(100_000);
    ended.abort(new Error('the process ends'));
    await expect(first).rejects.toThrow();
    mirror.put('a.iso.gz', packed);
    await host.fetcher().download(image, patient());
    expect(await host.bytesOf('lesson')).toEqual(bytes);
  });

  test('by a server that knows no ranges begins anew', async () => {
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes, { noRange: true, breaks: [200_000] }));
    await host.fetcher().download(image, patient());
    expect(await host.bytesOf('lesson')).toEqual(bytes);
  });

  test('during which the file changed begins anew', async () => {
    const host = imageHost();
    const url = mirror.put('a.iso', disc(), { breaks: [200_000], etag: '"old"' });
    const options = patient();
    const coming = host.fetcher().download(imageAt(url), options);
    await expect.poll(() => options.said.some(({ stage }) => stage === 'trying-again')).toBe(true);
    mirror.put('a.iso', bytes, { etag: '"new"' });
    await coming;
    expect(await host.bytesOf('lesson')).toEqual(bytes);
  });

  test('that never ends is told, and what came is kept', async () => {
    const host = imageHost();
    const image = imageAt(mirror.put('a.iso', bytes, { status: 503 }));
    await expect(host.fetcher().download(image, patient())).rejects.toMatchObject({
      code: 'unreachable-source',
    });
  });
});

describe('a cancellation', () => {
  test('of one of many leaves the others alone', async () => {
    const host = imageHost();
    const fetcher = host.fetcher();
    const image = imageAt(mirror.put('a.iso', bytes, { bytesPerSecond: 2_000_000 }));
    const leaves = new AbortController();
    const gone = fetcher.download(image, patient({ signal: leaves.signal }));
    const stays = fetcher.download(image, patient());
    leaves.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    expect((await stays).sha256).toBe(sha256(bytes));
    expect(mirror.asked).toHaveLength(1);
  });

  test('of the last one leaves nothing once it is dropped', async () => {
    const host = imageHost();
    const fetcher = host.fetcher();
    const image = imageAt(mirror.put('a.iso', bytes, STALLS));
    const leaves = new AbortController();
    const options = patient({ signal: leaves.signal });
    const gone = fetcher.download(image, options);
    await expect.poll(() => options.said.at(-1)?.doneBytes ?? 0).toBeGreaterThan(60_000);
    leaves.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    await fetcher.drop('lesson');
    expect(await host.files()).toEqual([]);
  });
});
