import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { LANES, type Lane } from '../../../scripts/test/lanes.ts';

const ROOT = join(import.meta.dirname, '../../..');

function lanesOf(file: string): readonly string[] {
  const isIn = (globs: readonly string[]) => globs.some((glob) => matchesGlob(file, glob));
  return Object.entries(LANES)
    .filter(([, { include, exclude }]) => isIn(include) && !isIn(exclude))
    .map(([lane]) => lane);
}

it.each<[string, Lane]>([
  ['test/a.test.ts', 'pure'],
  ['test/adapters/slack/deliver.test.ts', 'pure'],
  ['test/src/live/wired.test.ts', 'pure'],
  ['test/src/long.test.ts', 'pure'],
  ['test/a.wire.test.ts', 'wire'],
  ['test/e2e/a.live.test.ts', 'live'],
  ['test/e2e/deliver.live.test.ts', 'live'],
  ['test/e2e/a.long.test.ts', 'long'],
  ['test/scripts/tiny/a.long.test.ts', 'build'],
  ['test/real/a.real.test.ts', 'real'],
])('%s is %s', (file, lane) => {
  expect(lanesOf(file)).toEqual([lane]);
});

it('every test file is in exactly one lane', () => {
  const files = globSync('**/*.test.ts', { cwd: ROOT, exclude: ['node_modules/**'] });
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => lanesOf(file).length !== 1)).toEqual([]);
});

it('no test is given less time than the others, or is switched off where it could run', () => {
  const exclude = ['test/real/**', 'test/support/patience.ts', 'test/scripts/test/lanes.test.ts'];
  const files = globSync('test/**/*.ts', { cwd: ROOT, exclude });
  expect(files.length).toBeGreaterThan(300);
  const own = files.filter((file) => isOfItsOwn(readFileSync(join(ROOT, file), 'utf8')));
  expect(own).toEqual([]);
});

/**
 * What makes a test's time its own: another configuration, a bound in plain numbers instead of the shared patience, or
 * vitest's waits, which give up after a second. A switched off test has no time at all.
 */
const OF_ITS_OWN = [
  /\bsetConfig[(]/,
  /\b(?:it|test|describe)[.](?:skip|skipIf|runIf|only|todo)\b/,
  /\btimeout: *[\d_]+/,
  /^ *[}], [\d_]{4,}[)];?$/m,
  /\bvi[.]wait(?:For|Until)\b/,
  /\bPATIENCE\w* = [\d_]+/,
];

function isOfItsOwn(source: string): boolean {
  return OF_ITS_OWN.some((pattern) => pattern.test(source));
}

it.each([
  "it('ends', { timeout: 30_000 }, async () => {});",
  "it('ends', async () => {\n}, 120_000);\n",
  'beforeAll(async () => {\n  await x();\n}, 400000);\n',
  'await vi.waitFor(() => expect(a).toBe(b), 20_000);',
  'await vi.waitUntil(() => a);',
  'const PATIENCE_MS = 180_000;',
  "test.skip('ends', () => {});",
])('a time of its own is seen: %s', (source) => {
  expect(isOfItsOwn(source)).toBe(true);
});

it.each([
  'await expect.poll(look, { timeout: PATIENCE_MS }).toBe(true);',
  "it('is long', async () => {\n}, 5 * PATIENCE_MS);\n",
  'const limits = { timeoutMs: 50 };',
])('the shared time is none: %s', (source) => {
  expect(isOfItsOwn(source)).toBe(false);
});
