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
  const files = globSync('**/*.test.ts', { cwd: ROOT, exclude: ['node_modules/**', 'test/real/**'] });
  const own = /\bsetConfig[(]|\b(?:it|test|describe)[.](?:skip|skipIf|runIf|only|todo)\b/;
  expect(files.filter((file) => own.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
