import { describe, expect, test } from 'vitest';
import { candidatesOf } from '../../../adapters/download/addresses.ts';
import { newest, readSums } from '../../../adapters/download/sums.ts';

const MIRROR = 'http://mirror.school.example/images/';

/** Where a file would be looked for at the mirror. */
const atMirror = (url: string, mirror = MIRROR): readonly string[] =>
  candidatesOf([url], mirror)
    .filter(({ isMirror }) => isMirror)
    .map(({ url: { href } }) => href);

describe('at a mirror', () => {
  test.each([
    ['https://a.example/iso/x.iso', ['iso/x.iso', 'x.iso']],
    ['https://a.example/x.iso', ['x.iso']],
    ['https://a.example/a//b.iso', ['a//b.iso', 'b.iso']],
    // As archives of the web have them.
    ['https://a.example/web/2020/http://b.example/x.iso', ['web/2020/http://b.example/x.iso', 'x.iso']],
    ['https://a.example/get?file=x.iso', ['get']],
    ['https://a.example/50%25/a..b/..x/x%20y.iso', ['50%25/a..b/..x/x%20y.iso', 'x%20y.iso']],
    ['https://a.example/a/../b/x.iso', ['b/x.iso', 'x.iso']],
  ])('%s is looked for below its folder', (url, places) => {
    expect(atMirror(url)).toEqual(places.map((place) => `${MIRROR}${place}`));
  });

  test.each(['http://mirror.example', 'http://mirror.example/?a=b#c', 'http://mirror.example/a/b', MIRROR])(
    '%s is the folder, with or without a slash',
    (mirror) => {
      const { origin, pathname } = new URL(mirror);
      expect(atMirror('https://a.example/x.iso', mirror)).toEqual([
        `${origin}${pathname.replace(/\/$/, '')}/x.iso`,
      ]);
    },
  );

  test.each([
    ['an address', 'https://a.example/http://10.0.0.1/x.iso'],
    ['an address of the mirror’s other doors', 'https://a.example/http://mirror.school.example:631/x'],
    ['an address without slashes', 'https://a.example/https:evil.example/x.iso'],
    ['a file', 'https://a.example/file:///etc/passwd'],
    ['another host', 'https://a.example//evil.example/x.iso'],
    ['another host behind three slashes', 'https://a.example///evil.example/x.iso'],
    ['another host, written backwards', 'https://a.example/\\evil.example/x.iso'],
    ['a way up with encoded slashes', 'https://a.example/a/..%2f..%2fetc/passwd'],
    ['a way up, all encoded', 'https://a.example/%2e%2e%2f%2e%2e%2fetc/passwd'],
    ['a way up, encoded twice', 'https://a.example/a/%252e%252e/x.iso'],
    ['a way up, encoded three times', 'https://a.example/a/%25252e%25252e/x.iso'],
    ['a way up of Windows', 'https://a.example/a/..%5c..%5cx.iso'],
    ['an encoded root', 'https://a.example/%2fetc/passwd'],
    ['a NUL', 'https://a.example/x.iso%00.txt'],
  ])('a path that is %s is refused', (_, url) => {
    expect(() => candidatesOf([url], MIRROR)).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        text: {
          en: expect.stringMatching(/has no place on the school’s own mirror: it (is already|leads outside)/),
          es: expect.stringMatching(/no tiene sitio en el espejo del centro: (ya es|lleva fuera)/),
        },
        hint: expect.anything(),
      }),
    );
    // Without a mirror it is joined to nothing.
    expect(candidatesOf([url], null)).toHaveLength(1);
  });
});

describe('a publisher’s list of digests', () => {
  const sum = '0'.repeat(64);

  test.each([
    'http:x.iso',
    '..%2f..%2fx.iso',
    '\\\\evil.example\\x.iso',
    'x.iso?y',
    '#x.iso',
    '..',
    '.x.iso',
  ])('names no file to fetch by %s', (name) => {
    expect(newest(readSums(`${sum}  ${name}`, 'sha256', ''), '*')).toBeUndefined();
  });

  test.each(['../../x.iso', '/etc/x.iso', 'a/b/x.iso'])('names only a file of its folder by %s', (name) => {
    expect(newest(readSums(`${sum}  ${name}`, 'sha256', ''), '*')?.name).toBe('x.iso');
  });
});
