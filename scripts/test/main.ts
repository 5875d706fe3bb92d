/**
 * Everything that must hold: types, style, and the tests, those against libvirt inside a lab host of their own.
 *
 *   npm test [-- <part of a test file's path>…]              with a path: only the tests that match
 *   npm run test:long [-- <part of a test file's path>…]     the tests that take longer
 *
 * The last line is `N passed, N failed`; types and style count as one failure each where they fail, and so does a
 * test's name that is too long to be read in a report.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Lane } from './lanes.ts';
import { readReport, slowest, type Tally } from './report.ts';

const root = join(import.meta.dirname, '../..');
const [part = 'common', ...filters] = process.argv.slice(2);

/** A command that tests against libvirt run inside of. */
const LAB = ['bash', join(root, 'scripts/lab-host/enter.sh'), '--'];

/** Runs a program with our terminal; true if it ended well. It is asked to end when this process dies. */
async function run(title: string, command: readonly string[]): Promise<boolean> {
  console.log(`\n== ${title}`);
  const options = { cwd: root, stdio: 'inherit', reject: false } as const;
  const result = await execa('setpriv', ['--pdeathsig', 'TERM', ...command], options);
  return !result.failed;
}

async function check(title: string, command: readonly string[]): Promise<Tally> {
  return { passed: 0, failed: (await run(title, command)) ? 0 : 1, files: new Map(), complaints: [] };
}

/** @param around a command that the tests run inside of */
async function test(title: string, lanes: readonly Lane[], around: readonly string[] = []): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-test-'));
  try {
    const file = join(folder, 'report.json');
    const vitest = ['vitest', 'run', '--passWithNoTests', ...lanes.map((lane) => `--project=${lane}`)];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const ended = await run(title, [...around, ...vitest, ...reporters, ...filters]);
    return await readReport(file, root, ended);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What needs no lab host. */
async function withoutLab(): Promise<readonly Tally[]> {
  const checks: Tally[] = [];
  if (filters.length === 0) {
    checks.push(await check('types', ['tsc']));
    checks.push(await check('types of the pages', ['tsc', '-p', 'adapters/web/page']));
    checks.push(await check('style', ['biome', 'check', '--error-on-warnings', '.']));
  }
  return [...checks, await test('tests', ['pure', 'wire'])];
}

/** What everybody waits for: the guests of the live lane leave a core idle now and then, which all the rest uses. */
async function common(): Promise<readonly Tally[]> {
  const [live, others] = await Promise.all([test('tests inside a lab host', ['live'], LAB), withoutLab()]);
  return [...others, live];
}

/** Side by side as well: half of what is waited for here is a time that a vendor or a person takes. */
async function long(): Promise<readonly Tally[]> {
  return Promise.all([test('long tests inside a lab host', ['long'], LAB), test('long tests', ['build'])]);
}

const startedAt = performance.now();
const tallies = await (part === 'long' ? long() : common());
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
if (passed + failed === 0) console.log(`\nNo test file matches '${filters.join(' ')}'.`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
for (const complaint of tallies.flatMap(({ complaints }) => complaints)) console.log(`\n${complaint}`);
console.log(`\nThe slowest files:\n${slowest(tallies, 10).join('\n')}`);
console.log(`\nIn ${Math.round((performance.now() - startedAt) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
