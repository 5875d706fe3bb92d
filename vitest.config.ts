import { defineConfig } from 'vitest/config';

/** Tests against a real libvirt: they run inside a lab host (scripts/lab-host/enter.sh). */
const LIVE = ['test/**/*live*.test.ts', 'test/e2e/**/*.test.ts'];

/** Tests that build and boot the guest image without libvirt: they need the way to Debian's mirror. */
const IMAGE = ['test/scripts/tiny/**/*.test.ts'];

/** Tests with real systems, each a command of its own (scripts/real/main.ts). */
const REAL = ['test/real/**/*.test.ts'];

const patient = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

// Every test names what it waits for; the times are for emulated guests on two busy cores.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...LIVE, ...IMAGE, ...REAL],
          sequence: { groupOrder: 0 },
        },
      },
      { test: { name: 'image', include: IMAGE, ...patient, sequence: { groupOrder: 1 } } },
      { test: { name: 'real', include: REAL, ...patient } },
      { test: { name: 'live', include: LIVE, ...patient, sequence: { groupOrder: 2 } } },
    ],
  },
});
