import { defineConfig } from 'vitest/config';
import { LANES, type Lane } from './scripts/test/lanes.ts';

/**
 * How long a test may take, and whatever it waits for, in milliseconds. A test waits for an event, and never measures
 * the machine: so this is only how long a machine in trouble may take until it says so.
 */
const LONGEST_MS = 120_000;
const longest = {
  testTimeout: LONGEST_MS,
  hookTimeout: LONGEST_MS,
  expect: { poll: { timeout: LONGEST_MS / 2, interval: 20 } },
};

/** Tests that share a machine's two cores with emulated guests: one file at a time. */
const oneByOne = { fileParallelism: false };
/** And that wait for guests, one after the other; each wait ends by itself (test/support/patience.ts). */
const guests = { ...oneByOne, testTimeout: 8 * LONGEST_MS, hookTimeout: 8 * LONGEST_MS };

const settings: Readonly<Record<Lane, object>> = {
  pure: {},
  wire: {},
  live: { ...guests, globalSetup: ['test/support/shared-machine.ts'] },
  long: guests,
  build: oneByOne,
  real: oneByOne,
};

export default defineConfig({
  test: {
    projects: Object.entries(LANES).map(([name, { include, exclude }]) => ({
      test: {
        name,
        include: [...include],
        exclude: [...exclude],
        ...longest,
        ...settings[name as Lane],
      },
    })),
  },
});
