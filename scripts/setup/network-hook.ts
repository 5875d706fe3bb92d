import { chmod, copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HOOK_FILE, RULES_FILE } from '../../adapters/libvirt/network/rules/index.ts';
import { markRunningDaemon } from './hookless-daemon.ts';
import type { Step } from './step.ts';

const SOURCE = join(import.meta.dirname, 'hook', 'labvm');
const EXECUTABLE = 0o755;

/** libvirt's hook by which the network `labvm` never runs without its rules. */
export const networkHook: Step = {
  name: { en: 'network hook', es: 'gancho de la red' },

  async check() {
    try {
      const [there, wanted, { mode }] = await Promise.all([
        readFile(HOOK_FILE, 'utf8'),
        readFile(SOURCE, 'utf8'),
        stat(HOOK_FILE),
      ]);
      return there === wanted && (mode & EXECUTABLE) === EXECUTABLE ? HOOK_FILE : null;
    } catch {
      return null;
    }
  },

  async make() {
    // Above it there may be none yet: then the daemon that runs has seen none, and looks only when it starts.
    const isNew = (await stat(HOOK_FILE).catch(() => null)) === null;
    // libvirt runs every executable file of the hook's folder: it is made elsewhere, and appears whole.
    const partial = join(dirname(RULES_FILE), `hook.${process.pid}.partial`);
    for (const file of [HOOK_FILE, partial]) await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    try {
      await copyFile(SOURCE, partial);
      await chmod(partial, EXECUTABLE);
      await rename(partial, HOOK_FILE);
    } finally {
      await rm(partial, { force: true });
    }
    if (isNew) await markRunningDaemon();
    return HOOK_FILE;
  },
};
