import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrograms } from '../../../../../adapters/program/index.ts';
import type { Programs } from '../../../../../src/base/program.ts';

/** Programs of a host so busy that `qemu-img` does not come to its end in its time. @param folder of the test's own */
export async function latePrograms(folder: string): Promise<Programs> {
  const programs = await standIn(folder, 'exec sleep 1000');
  return {
    ...programs,
    run: (order) => programs.run({ ...order, limits: { ...order.limits, timeoutMs: 50 } }),
  };
}

/** Programs of a host that has no memory left for `qemu-img`. @param folder of the test's own */
export function killedPrograms(folder: string): Promise<Programs> {
  return standIn(folder, 'kill -KILL $$');
}

async function standIn(folder: string, script: string): Promise<Programs> {
  await writeFile(join(folder, 'qemu-img'), `#!/bin/sh\n${script}\n`);
  for (const path of [folder, join(folder, 'qemu-img')]) await chmod(path, 0o755);
  return createPrograms({ path: `${folder}:${process.env.PATH}` });
}
