import { createHash, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetcherOptions } from '../../../adapters/download/index.ts';
import type { Image } from '../../../src/image/image.ts';
import type { SumsFile } from '../../../src/image/source.ts';
import { type Mirror, startMirror } from '../../servers/mirror/index.ts';
import { disc, sha256 } from './support/files.ts';
import { imageAt, imageHost, patient } from './support/image-host.ts';

let mirror: Mirror;
beforeEach(async () => {
  mirror = await startMirror();
});
afterEach(() => mirror.close());

const bytes = disc();

/** What somebody is told, and what is left of it. */
async function told(image: Image, changes: Partial<FetcherOptions> = {}, host = imageHost()) {
  const error = await host
    .fetcher(changes)
    .download(image, patient())
    .then(
      () => null,
      (failure: unknown) => failure as { code: string; text: { en: string; es: string } },
    );
  return { code: error?.code, text: error?.text.en ?? 'it was taken', left: await host.files() };
}

const withDigest = (url: string, value: string): Image =>
  imageAt(url, { source: { kind: 'file', urls: [url], digest: { algorithm: 'sha256', value } } });

const withSums = (url: string, sums: SumsFile): Image =>
  imageAt(url, { source: { kind: 'file', urls: [url], sums } });

describe('nothing is taken and nothing kept of', () => {
  test.each<[string, () => Image, RegExp]>([
    [
      'a web page',
      () => imageAt(mirror.put('a.iso', '<!doctype html><h1>404</h1>', { type: 'text/html' })),
      /web page/,
    ],
    [
      'a page that says it is a disc',
      () => imageAt(mirror.put('a.iso', `<html>${'x'.repeat(90_000)}</html>`)),
      /web page/,
    ],
    [
      'a disc of 4 KB',
      () => imageAt(mirror.put('a.iso', randomBytes(4096))),
      /does not recognise this as an image|Only 4096 bytes/,
    ],
    [
      'a disc that is cut off',
      () => imageAt(mirror.put('a.iso', bytes, { endsAfter: 300_000, noLength: true })),
      /incomplete/,
    ],
    [
      'noise',
      () => imageAt(mirror.put('a.iso', randomBytes(200_000))),
      /does not recognise this as an image/,
    ],
    [
      'another digest',
      () => withDigest(mirror.put('a.iso', bytes), '0'.repeat(64)),
      /expected sha256 digest/,
    ],
    [
      'a packed file that is cut off',
      () => imageAt(mirror.put('a.gz', gzipSync(bytes), { endsAfter: 90_000, noLength: true })),
      /damaged or incomplete/,
    ],
    [
      'a packed file that is damaged',
      () => imageAt(mirror.put('a.gz', damaged(gzipSync(bytes)))),
      /damaged or incomplete/,
    ],
    [
      'a file that begins like xz',
      () =>
        imageAt(mirror.put('a.xz', Buffer.concat([Buffer.from('fd377a585a00', 'hex'), randomBytes(90_000)]))),
      /damaged or incomplete/,
    ],
    [
      'a disk where a disc should be',
      () => imageAt(mirror.put('a.img', bootSector()), {}, 'live'),
      /should be a disc/,
    ],
    [
      'a disc where a disk should be',
      () => imageAt(mirror.put('a.iso', bytes), {}, 'cloud'),
      /should be a disk/,
    ],
    [
      'a redirection into a private network',
      () => imageAt(mirror.put('a.iso', '', { redirect: 'http://192.168.1.1/a.iso' })),
      /private network: 192\.168\.1\.1/,
    ],
    [
      'a redirection to a link-local address',
      () => imageAt(mirror.put('a.iso', '', { redirect: 'http://169.254.169.254/latest' })),
      /private network/,
    ],
    [
      'a redirection to a mapped address',
      () => imageAt(mirror.put('a.iso', '', { redirect: 'http://[::ffff:10.0.0.1]/' })),
      /private network/,
    ],
    [
      'a redirection to another protocol',
      () => imageAt(mirror.put('a.iso', '', { redirect: 'file:///etc/passwd' })),
      /only over http and https/,
    ],
    ['an address in octal', () => imageAt('http://0177.0.0.02/a.iso'), /private network/],
  ])('%s', async (_, image, words) => {
    const { code, text, left } = await told(image());
    expect(text).toMatch(words);
    expect(code).toBe('bad-image');
    expect(left).toEqual([]);
  });

  test('a file that unpacks into more than the limit', async () => {
    const disk = Buffer.alloc(64 * 1024 ** 2);
    disk.writeUInt16BE(0x55aa, 510);
    const bomb = gzipSync(disk);
    expect(bomb.length).toBeLessThan(100_000);
    const image = imageAt(mirror.put('a.gz', bomb));
    const { text, left } = await told(image, { limits: { mostBytes: 8 * 1024 ** 2, reserveBytes: 0 } });
    expect(text).toMatch(/larger than the limit/);
    expect(left).toEqual([]);
  });

  test('a file that is larger than the limit, before it comes and while it comes without saying so', async () => {
    const limits = { mostBytes: 500_000, reserveBytes: 0 };
    const said = await told(imageAt(mirror.put('a.iso', bytes)), { limits });
    expect(said.text).toMatch(/larger than the limit/);
    const unsaid = await told(imageAt(mirror.put('b.iso', bytes, { noLength: true })), { limits });
    expect(unsaid.text).toMatch(/larger than the limit/);
    expect([...said.left, ...unsaid.left]).toEqual([]);
  });

  test('a file for which there is no room', async () => {
    const limits = { mostBytes: 1024 ** 3, reserveBytes: 1024 ** 5 };
    const { code, text } = await told(imageAt(mirror.put('a.iso', bytes)), { limits });
    expect(text).toMatch(/no room for the image on the host’s disk: it needs \d+ MB, and \d+ MB are free/);
    expect(code).toBe('no-capacity');
  });

  test('a name that leads into a private network, whatever it said before', async () => {
    const { port } = new URL(mirror.url);
    mirror.put('a.iso', bytes);
    const image = imageAt(`http://localhost:${port}/a.iso`);
    expect((await told(image)).text).toMatch(/private network: localhost \((127\.0\.0\.1|::1)\)/);
    expect(mirror.asked).toEqual([]);
    expect((await told(image, { allowedHosts: ['localhost'] })).text).toBe('it was taken');
  });
});

describe('a file whose length is', () => {
  test('said too long is never taken for whole', async () => {
    const { code, left } = await told(imageAt(mirror.put('a.iso', bytes, { lengthTooLong: 1000 })));
    expect(code).toBe('unreachable-source');
    expect(left.every((name) => name.startsWith('.'))).toBe(true);
  });
});

describe('a publisher’s list of digests', () => {
  const sumsOf = (file: Buffer, name = 'a.iso') =>
    createHash('sha512').update(file).digest('hex').concat(`  ${name}\n`);

  test('proves the file', async () => {
    const host = imageHost();
    const sums: SumsFile = {
      url: mirror.put('SHA512SUMS', `${'0'.repeat(128)}  b.iso\n${sumsOf(bytes)}`),
      algorithm: 'sha512',
    };
    const facts = await host.fetcher().download(withSums(mirror.put('a.iso', bytes), sums), patient());
    expect(facts.origin?.trust).toBe('publisher');
  });

  test('refuses another file', async () => {
    const sums: SumsFile = { url: mirror.put('SHA512SUMS', sumsOf(disc())), algorithm: 'sha512' };
    const { text, left } = await told(withSums(mirror.put('a.iso', bytes), sums));
    expect(text).toMatch(/expected sha512 digest/);
    expect(left).toEqual([]);
  });

  test('that cannot be read proves nothing: the file is not even asked for', async () => {
    const { code, text } = await told(
      withSums(mirror.put('a.iso', bytes), { url: `${mirror.url}SHA512SUMS`, algorithm: 'sha512' }),
    );
    expect(code).toBe('unreachable-source');
    expect(text).toContain('SHA512SUMS');
    expect(mirror.asked.map(({ path }) => path)).not.toContain('/a.iso');
  });

  test('that does not name the file is told', async () => {
    const sums: SumsFile = { url: mirror.put('SHA512SUMS', sumsOf(bytes, 'other.iso')), algorithm: 'sha512' };
    expect((await told(withSums(mirror.put('a.iso', bytes), sums))).text).toMatch(
      /lists no digest for a\.iso/,
    );
  });

  test('names the newest file of a folder', async () => {
    const host = imageHost();
    const lines = [
      'debian-9.13.0-amd64-netinst.iso',
      'debian-13.2.0-amd64-netinst.iso',
      'debian-13.10.0-amd64-netinst.iso',
      'debian-edu-14-amd64-netinst.iso.jigdo',
    ];
    const list = lines.map((name) => sumsOf(name.includes('13.10') ? bytes : disc(), name)).join('');
    for (const name of lines) mirror.put(`cd/${name}`, name.includes('13.10') ? bytes : disc());
    const sums: SumsFile = { url: mirror.put('cd/SHA512SUMS', list), algorithm: 'sha512' };
    const source = {
      kind: 'listed',
      folder: `${mirror.url}cd/`,
      name: 'debian-1*-amd64-netinst.iso',
      sums,
    } as const;
    await host.fetcher().download(imageAt('', { source }), patient());
    expect(mirror.asked.at(-1)?.path).toBe('/cd/debian-13.10.0-amd64-netinst.iso');
  });
});

describe('a stream of Fedora CoreOS', () => {
  const stream = (location: string, digest: string) =>
    JSON.stringify({
      architectures: {
        x86_64: { artifacts: { qemu: { formats: { 'qcow2.xz': { disk: { location, sha256: digest } } } } } },
      },
    });
  const source = (url: string) => ({ kind: 'coreos-stream', url }) as const;

  test('names the file and its digest', async () => {
    const host = imageHost();
    const packed = gzipSync(bytes);
    const location = mirror.put('fcos/disk.gz', packed);
    const image = imageAt('', {
      source: source(mirror.put('stable.json', stream(location, sha256(packed)))),
    });
    expect((await host.fetcher().download(image, patient())).origin?.trust).toBe('publisher');
  });

  test.each(['', '{}', '[]', 'null', '{"architectures":[]}', stream('not an address', 'x')])(
    '%j is none',
    async (text) => {
      const image = imageAt('', { source: source(mirror.put('stable.json', text)) });
      expect((await told(image)).text).toMatch(/does not describe a CoreOS stream/);
    },
  );
});

describe('without a publisher’s digest', () => {
  test('the first bytes are trusted and no others, until somebody says so', async () => {
    const host = imageHost();
    const url = mirror.put('a.iso', bytes);
    const image = imageAt(url);
    expect((await host.fetcher().download(image, patient())).origin?.trust).toBe('first-use');
    const changed = disc();
    mirror.put('a.iso', changed);
    await rm(`${host.folder}/images/image-lesson.json`);
    const { text } = await told(image, {}, host);
    expect(text).toMatch(/changed since it was first downloaded on \d{4}-\d\d-\d\d/);
    mirror.put('a.iso', bytes);
    expect((await host.fetcher().download(image, patient())).origin?.trust).toBe('pinned');
    mirror.put('a.iso', changed);
    const renewed = await host.fetcher().download(image, patient({ renew: true }));
    expect(renewed).toMatchObject({ sha256: sha256(changed) });
    expect(renewed.origin?.trust).toBe('first-use');
    await host.fetcher().download(image, patient({ renew: false }));
  });
});

describe('a school’s own mirror', () => {
  test.each([
    ['under the publisher’s path', 'iso/rolling/slitaz.iso'],
    ['in one flat folder', 'slitaz.iso'],
  ])('is asked before all others: %s', async (_, place) => {
    const host = imageHost();
    mirror.put(`school/${place}`, bytes);
    const fetcher = host.fetcher({ mirror: `${mirror.url}school`, allowedHosts: [] });
    const facts = await fetcher.download(
      imageAt('http://mirror.slitaz.invalid/iso/rolling/slitaz.iso'),
      patient(),
    );
    expect(facts.origin?.from).toBe(`${mirror.url}school/${place}`);
  });

  test('that has it not, or a broken one, is no reason to do without the publisher’s', async () => {
    const host = imageHost();
    mirror.put('school/a.iso', disc());
    const image = withDigest(mirror.put('a.iso', bytes), sha256(bytes));
    const facts = await host.fetcher({ mirror: `${mirror.url}school/` }).download(image, patient());
    expect(facts.origin?.from).toBe(`${mirror.url}a.iso`);
  });

  test('whose list is of something else is no reason to believe nothing', async () => {
    const host = imageHost();
    mirror.put('school/SHA256SUMS', `${'0'.repeat(64)}  other.iso\n`);
    mirror.put('school/a.iso', bytes);
    const sums: SumsFile = {
      url: mirror.put('SHA256SUMS', `${sha256(bytes)}  a.iso\n`),
      algorithm: 'sha256',
    };
    const image = withSums('http://publisher.invalid/a.iso', sums);
    const facts = await host.fetcher({ mirror: `${mirror.url}school/` }).download(image, patient());
    expect(facts.origin).toMatchObject({ from: `${mirror.url}school/a.iso`, trust: 'publisher' });
  });

  test('is believed where the publisher’s list cannot be read', async () => {
    const host = imageHost();
    mirror.put('school/a.iso', bytes);
    const sums: SumsFile = { url: 'http://publisher.invalid/SHA256SUMS', algorithm: 'sha256' };
    const image = withSums('http://publisher.invalid/a.iso', sums);
    const facts = await host.fetcher({ mirror: `${mirror.url}school/` }).download(image, patient());
    expect(facts.origin?.trust).toBe('first-use');
  });
});

test('the mirror’s host is open to the mirror alone, and not to whatever somebody types', async () => {
  const school = await startMirror();
  try {
    const url = mirror.put('a.iso', bytes);
    const { text } = await told(imageAt(url), { mirror: school.url, allowedHosts: [] });
    expect(text).toMatch(/private network: 127\.0\.0\.1/);
    expect(mirror.asked).toEqual([]);
  } finally {
    await school.close();
  }
});

describe('a host without the internet', () => {
  test('says so, and what to do', async () => {
    const { code, text } = await told(imageAt('http://mirror.slitaz.invalid/slitaz.iso'));
    expect(code).toBe('unreachable-source');
    expect(text).toMatch(/no Internet connection.*lesson.*mirror\.slitaz\.invalid/);
  });
});

describe('a file of this host', () => {
  test('is taken with the same checks', async () => {
    const host = imageHost();
    const path = `${host.folder}/../labvm-${process.pid}.iso.gz`;
    try {
      await writeFile(path, gzipSync(bytes));
      const facts = await host.fetcher().take(imageAt(''), path, patient());
      expect(facts).toMatchObject({ sha256: sha256(bytes), origin: { trust: 'local' } });
      await writeFile(path, randomBytes(100_000));
      await expect(
        host.fetcher().take({ ...imageAt(''), id: 'noise' }, path, patient()),
      ).rejects.toMatchObject({ code: 'bad-image' });
      expect((await host.files()).filter((name) => name.startsWith('.'))).toEqual([]);
    } finally {
      await rm(path, { force: true });
    }
  });

  test.each(['/nothing/of/that/name', '/tmp', '/dev/zero'])('%s is none', async (path) => {
    await expect(imageHost().fetcher().take(imageAt(''), path, patient())).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

function damaged(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  copy.fill(0xff, Math.floor(copy.length / 2), Math.floor(copy.length / 2) + 4000);
  return copy;
}

/** A raw disk that could start. */
function bootSector(): Buffer {
  const disk = randomBytes(200_000);
  disk.writeUInt16BE(0x55aa, 510);
  disk.writeUInt32BE(0, 0);
  return disk;
}
