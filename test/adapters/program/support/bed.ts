import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createPrograms } from '../../../../adapters/program/index.ts';
import type { ProgramLimits, ProgramOrder } from '../../../../src/base/program.ts';

const MIB = 1024 ** 2;
export const LIMITS: ProgramLimits = { memoryBytes: 256 * MIB, cpuSeconds: 20, timeoutMs: 60_000 };

/** A folder on PATH that everybody may read, as /usr/bin is, for programs that turn against labvm. */
export function programBed() {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labvm-program-'));
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a stand-in for `qemu-img` that does this. */
  const run = async (script: string, order: Partial<ProgramOrder> = {}) => {
    await writeFile(join(folder, 'qemu-img'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'qemu-img'), 0o755);
    const programs = createPrograms({ path: `${folder}:${process.env.PATH}` });
    return programs.run({ name: 'qemu-img', arguments: [], as: 'nobody', limits: LIMITS, ...order });
  };
  return { run, folder: () => folder };
}
