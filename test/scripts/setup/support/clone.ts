import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from '../../lab-host/support/enter.ts';

/**
 * A copy of the clone's sources, that every user can read wherever the clone is and whatever umask it was made with, with
 * the same node_modules and the mark that they are up to date.
 */
export async function makeClone(): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'labvm-test-clone-'));
  for (const part of ['scripts', 'src', 'adapters', 'commands', 'package.json', 'package-lock.json']) {
    await cp(join(root, part), join(clone, part), { recursive: true });
  }
  const modules = process.env.LABVM_LAB_NODE_MODULES ?? join(root, 'node_modules');
  await mkdir(join(clone, 'node_modules'));
  for (const entry of await readdir(modules)) {
    if (entry === '.labvm-lock') continue;
    await symlink(join(modules, entry), join(clone, 'node_modules', entry));
  }
  await markUpToDate(clone);
  await execa('chmod', ['-R', 'u=rwX,go=rX', clone]);
  return clone;
}

/** As set-up does it after `npm ci`. */
export async function markUpToDate(clone: string): Promise<void> {
  await writeFile(join(clone, 'node_modules/.labvm-lock'), `${await lockSum(clone)}\n`);
}

export async function lockSum(clone: string): Promise<string> {
  const sum = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) sum.update(await readFile(join(clone, file)));
  return `${sum.digest('hex')}  -`;
}

/** A folder with programs that stand in for the real ones: to be put first in PATH. */
export async function makePrograms(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-test-bin-'));
  await chmod(folder, 0o755);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}
