import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramLimits, Programs } from '../../../src/base/program.ts';
import type { FirstBoot } from '../../../src/vm/plan.ts';

/** More than any disc of a few small files takes. */
const LIMITS: ProgramLimits = {
  memoryBytes: 1024 ** 3,
  cpuSeconds: 20,
  timeoutMs: 20_000,
  fileBytes: 64 * 1024 ** 2,
};

/**
 * A disc with the label `cidata` and NoCloud's files (cloud-init docs: datasources, nocloud), made by xorriso in a
 * folder that nobody else may enter: what it reads are labvm's own words, and secrets.
 * @returns its bytes
 */
export async function seedDisc(
  seed: Extract<FirstBoot, { kind: 'nocloud' }>,
  programs: Programs,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-seed-'));
  try {
    const files = { 'meta-data': seed.metaData, 'user-data': seed.userData, 'vendor-data': seed.vendorData };
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text, { mode: 0o600 });
    const disc = join(folder, 'seed.iso');
    const names = Object.keys(files).map((name) => join(folder, name));
    const how = ['-as', 'mkisofs', '-quiet', '-no-pad', '-V', 'cidata', '-J', '-R', '-o', disc, ...names];
    const order = { name: 'xorriso', arguments: how, as: 'self', limits: LIMITS } as const;
    const { exitCode } = await programs.run(order);
    if (exitCode !== 0) throw new Error(`xorriso made no seed: it ended with ${exitCode}`);
    return await readFile(disc);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
