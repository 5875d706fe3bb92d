import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { tooLongNames } from './names.ts';

/** What a run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** How long each file took, in milliseconds, by its path from the project's root. */
  readonly files: ReadonlyMap<string, number>;
  /** What the run's own report does not say, a sentence each; each counts as one failure. */
  readonly complaints: readonly string[];
}

/** The part of vitest's JSON report that is read. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Milliseconds since 1970. */
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly fullName: string }[];
  }[];
}

/**
 * Reads what vitest's JSON reporter wrote.
 * @param ended whether vitest itself ended well: a run that did not has failed, whatever its report says
 */
export async function readReport(file: string, root: string, ended: boolean): Promise<Tally> {
  const json = await readFile(file, 'utf8').catch(() => null);
  if (json === null) return { passed: 0, failed: ended ? 0 : 1, files: new Map(), complaints: [] };
  return tallyOf(JSON.parse(json) as Report, root, ended);
}

/** Counts what a report says; see `readReport`. */
export function tallyOf(report: Report, root: string, ended: boolean): Tally {
  const { numPassedTests, numFailedTests, testResults } = report;
  // A file that cannot even be read has no tests, and is a failure all the same.
  const broken = testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  const failed = numFailedTests + broken.length;
  const complaints = testResults.flatMap((one) =>
    tooLongNames(
      relative(root, one.name),
      one.assertionResults.map(({ fullName }) => fullName),
    ),
  );
  return {
    passed: numPassedTests,
    failed: (ended ? failed : Math.max(failed, 1)) + complaints.length,
    files: new Map(testResults.map((one) => [relative(root, one.name), one.endTime - one.startTime])),
    complaints,
  };
}

/** The files that took longest, a line each. */
export function slowest(tallies: readonly Pick<Tally, 'files'>[], most: number): readonly string[] {
  const files = tallies.flatMap((tally) => [...tally.files]).toSorted(([, one], [, other]) => other - one);
  return files.slice(0, most).map(([file, ms]) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
}
