import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FirstBoot } from '../../src/vm/plan.ts';

/** Longer than any disc of a few small files takes, in milliseconds. */
const TIMEOUT_MS = 20_000;

/**
 * A disc with the label `cidata` and NoCloud's files (cloud-init docs: datasources, nocloud), made by xorriso in a
 * folder that nobody else may enter.
 * @returns its bytes
 */
export async function seedDisc(seed: Extract<FirstBoot, { kind: 'nocloud' }>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-seed-'));
  try {
    const files = { 'meta-data': seed.metaData, 'user-data': seed.userData, 'vendor-data': seed.vendorData };
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text, { mode: 0o600 });
    const disc = join(folder, 'seed.iso');
    const names = Object.keys(files).map((name) => join(folder, name));
    const how = ['-as', 'mkisofs', '-quiet', '-no-pad', '-V', 'cidata', '-J', '-R', '-o', disc, ...names];
    await execa('xorriso', how, { stdin: 'ignore', timeout: TIMEOUT_MS });
    return await readFile(disc);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
