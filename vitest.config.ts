import { defineConfig } from 'vitest/config';
import { LANES, type Lane } from './scripts/test/lanes.ts';
import { PATIENCE_MS } from './test/support/patience.ts';

/** Tests that share a machine's two cores with emulated guests: one file at a time, and the times are for a busy host. */
const patient = {
  fileParallelism: false,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: PATIENCE_MS } },
};

const settings: Readonly<Record<Lane, object>> = {
  pure: {},
  wire: {},
  live: { ...patient, globalSetup: ['test/support/shared-machine.ts'] },
  long: patient,
  build: patient,
  real: patient,
};

// Every test names what it waits for; a limit is how long a machine in trouble may take to say so.
export default defineConfig({
  test: {
    projects: Object.entries(LANES).map(([name, { include, exclude }]) => ({
      test: { name, include: [...include], exclude: [...exclude], ...settings[name as Lane] },
    })),
  },
});
