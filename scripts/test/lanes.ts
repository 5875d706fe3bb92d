/**
 * The lanes of the tests, by how their files end. What a test needs decides its lane:
 *
 *   .test.ts        nothing but Node
 *   .wire.test.ts   a socket on the loopback, and the real SDK of a vendor at its other end
 *   .live.test.ts   a lab host: real libvirt, real guests (scripts/lab-host/enter.sh)
 *   .long.test.ts   as live, but with more to do than everybody should wait for
 *   .real.test.ts   a whole operating system: npm run test:debian, test:installer, test:proxies
 */
export type Lane = 'pure' | 'wire' | 'live' | 'long' | 'build' | 'real';

interface LaneFiles {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const ENDINGS = ['wire', 'live', 'long', 'real'] as const;

const filesOf = (ending: string): string => `test/**/*.${ending}.test.ts`;

/** Long tests that a lab host is in the way of: they need Debian's mirror, or enter a lab host themselves. */
const BUILDS = 'test/scripts/{bare-root,lab-host,tiny}/**/*.long.test.ts';

/** The files of each lane; every test file is in exactly one. */
export const LANES: Readonly<Record<Lane, LaneFiles>> = {
  pure: { include: ['test/**/*.test.ts'], exclude: ENDINGS.map(filesOf) },
  wire: { include: [filesOf('wire')], exclude: [] },
  live: { include: [filesOf('live')], exclude: [] },
  long: { include: [filesOf('long')], exclude: [BUILDS] },
  build: { include: [BUILDS], exclude: [] },
  real: { include: [filesOf('real')], exclude: [] },
};
