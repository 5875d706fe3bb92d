import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Report, readReport, slowest, tallyOf } from '../../../scripts/test/report.ts';

const ROOT = '/lab';

function fileOf(path: string, names: readonly string[], tookMs = 1000, status = 'passed') {
  const startTime = 1_700_000_000_000;
  return {
    name: `${ROOT}/${path}`,
    status,
    startTime,
    endTime: startTime + tookMs,
    assertionResults: names.map((fullName) => ({ fullName })),
  };
}

function reportOf(passed: number, failed: number, ...testResults: Report['testResults'][number][]): Report {
  return { numPassedTests: passed, numFailedTests: failed, testResults };
}

describe('a report', () => {
  it('is counted by tests, and timed by files', () => {
    const report = reportOf(2, 1, fileOf('test/a.test.ts', ['a', 'b']), fileOf('test/b.test.ts', ['c'], 250));
    expect(tallyOf(report, ROOT, true)).toEqual({
      passed: 2,
      failed: 1,
      files: new Map([
        ['test/a.test.ts', 1000],
        ['test/b.test.ts', 250],
      ]),
      complaints: [],
    });
  });

  it('has a failure more for each file that could not be read', () => {
    const report = reportOf(1, 1, fileOf('test/a.test.ts', ['a']), fileOf('test/b.test.ts', [], 1, 'failed'));
    expect(tallyOf(report, ROOT, true).failed).toBe(2);
  });

  it('has no failure for a file whose tests were all left out', () => {
    expect(tallyOf(reportOf(0, 0, fileOf('test/a.test.ts', [])), ROOT, true).failed).toBe(0);
  });

  it('has a failure where vitest did not end well, whatever it says', () => {
    expect(tallyOf(reportOf(5, 0), ROOT, false).failed).toBe(1);
    expect(tallyOf(reportOf(5, 3), ROOT, false).failed).toBe(3);
  });

  it.each([
    [200, 0],
    [201, 1],
  ])('with a name of %i characters has %i failures more', (length, failed) => {
    const report = reportOf(1, 0, fileOf('test/a.test.ts', ['x'.repeat(length), 'short']));
    const tally = tallyOf(report, ROOT, true);
    expect(tally).toMatchObject({ passed: 1, failed });
    expect(tally.complaints).toEqual(
      failed === 0
        ? []
        : [expect.stringMatching(/^test\/a\.test\.ts: .* 201 characters, and 200 are the most/)],
    );
  });

  it('that is not there is a failure, unless vitest ended well for want of files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'labvm-report-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'report.json');
    expect(await readReport(file, ROOT, false)).toMatchObject({ passed: 0, failed: 1 });
    expect(await readReport(file, ROOT, true)).toMatchObject({ passed: 0, failed: 0 });
    writeFileSync(file, JSON.stringify(reportOf(3, 0)));
    expect(await readReport(file, ROOT, true)).toMatchObject({ passed: 3, failed: 0 });
  });
});

it('the slowest files come first, of all runs together, and no more than asked for', () => {
  const tallies = [
    {
      files: new Map([
        ['quick.test.ts', 90],
        ['slow.test.ts', 65_432],
      ]),
    },
    { files: new Map([['slower.test.ts', 123_456]]) },
  ];
  expect(slowest(tallies, 2)).toEqual(['  123.5 s  slower.test.ts', '   65.4 s  slow.test.ts']);
  expect(slowest([], 2)).toEqual([]);
});
