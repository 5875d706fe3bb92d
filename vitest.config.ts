import { defineConfig } from 'vitest/config';
import { LANES, type Lane } from './scripts/test/lanes.ts';
import { PATIENCE_MS } from './test/support/patience.ts';

/**
 * A test waits for an event, and never measures the machine: these are only how long a machine in trouble may take
 * until it says so, in milliseconds.
 */
const longest = {
  testTimeout: 3 * PATIENCE_MS,
  hookTimeout: 3 * PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS, interval: 20 } },
};

/** Tests that share a machine's two cores with emulated guests: one file at a time. */
const oneByOne = { fileParallelism: false };

// Both cores, though vitest would leave one alone: these tests wait more than they work.
const bothCores = { maxWorkers: 2 };

/**
 * Files share the modules that they load, which takes half of the time off: none may leave anything behind in one. The
 * wire tests do not: vendors' SDKs keep what they like in theirs.
 */
const shared = { isolate: false };

const settings: Readonly<Record<Lane, object>> = {
  pure: { ...bothCores, ...shared },
  wire: bothCores,
  live: { ...oneByOne, globalSetup: ['test/support/shared-machine.ts'] },
  long: oneByOne,
  build: oneByOne,
  real: oneByOne,
};

export default defineConfig({
  test: {
    projects: Object.entries(LANES).map(([name, { include, exclude }]) => ({
      test: { name, include: [...include], exclude: [...exclude], ...longest, ...settings[name as Lane] },
    })),
  },
});
