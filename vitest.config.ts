import { defineConfig } from 'vitest/config';
import { LANES, type Lane } from './scripts/test/lanes.ts';

/** Tests that share a machine's two cores with emulated guests: one file at a time, and the times are for a busy host. */
const patient = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

const settings: Readonly<Record<Lane, object>> = {
  pure: {},
  wire: {},
  live: patient,
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
