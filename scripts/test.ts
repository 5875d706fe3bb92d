/**
 * Everything that must hold: types, style, and all tests, those against libvirt inside a lab host of their own.
 *
 *   npm test [-- <part of a test file's path>…]      with a path: only the tests that match
 *
 * The last line is `N passed, N failed`; types and style count as one failure each where they fail.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const root = join(import.meta.dirname, '..');
const filters = process.argv.slice(2);
const isWhole = filters.length === 0;

/** Runs a program with our terminal; true if it ended well. It is asked to end when this process dies. */
async function run(title: string, command: readonly string[]): Promise<boolean> {
  console.log(`\n== ${title}`);
  const options = { cwd: root, stdio: 'inherit', reject: false } as const;
  const result = await execa('setpriv', ['--pdeathsig', 'TERM', ...command], options);
  return !result.failed;
}

async function check(title: string, command: readonly string[]): Promise<Tally> {
  return { passed: 0, failed: (await run(title, command)) ? 0 : 1 };
}

/** @param around a command that the tests run inside of */
async function test(title: string, projects: readonly string[], around: readonly string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-test-'));
  try {
    const file = join(folder, 'report.json');
    const vitest = ['vitest', 'run', '--passWithNoTests', ...projects.map((name) => `--project=${name}`)];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const ended = await run(title, [...around, ...vitest, ...reporters, ...filters]);
    return count(ended, await readFile(file, 'utf8').catch(() => null));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function count(ended: boolean, json: string | null): Tally {
  if (json === null) return { passed: 0, failed: ended ? 0 : 1 };
  const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(json);
  // A file that cannot even be read has no tests, and is a failure all the same.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed: ended ? failed : Math.max(failed, 1) };
}

const startedAt = performance.now();
const lab = ['bash', join(root, 'scripts/lab-host/enter.sh'), '--'];
const tallies: Tally[] = [];
if (isWhole) {
  tallies.push(await check('types', ['tsc']));
  tallies.push(await check('types of the pages', ['tsc', '-p', 'adapters/web/page']));
  tallies.push(await check('style', ['biome', 'check', '--error-on-warnings', '.']));
}
tallies.push(await test('tests', ['unit', 'image'], []));
tallies.push(await test('tests inside a lab host', ['live'], lab));

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
if (passed + failed === 0) console.log(`\nNo test file matches '${filters.join(' ')}'.`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`\nIn ${Math.round((performance.now() - startedAt) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
