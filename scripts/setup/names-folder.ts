import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { execa } from 'execa';
import { NAMES_FOLDER } from '../../adapters/libvirt/network/rules/index.ts';
import type { Host, Step } from './step.ts';

/** Debian's group of those who may speak to libvirt; what a file needs so that they may write into it. */
const GROUP = 'libvirt';
const GROUP_WRITES = 0o020;

/** Where labvm writes the names of machines, for dnsmasq to read: whoever runs labvm may write, everybody may read. */
export const namesFolder: Step = {
  name: { en: 'names', es: 'nombres' },

  async check(host) {
    const found = await stat(NAMES_FOLDER).catch(() => null);
    if (!found?.isDirectory()) return null;
    return isRoots(host) || (found.mode & GROUP_WRITES) !== 0 ? NAMES_FOLDER : null;
  },

  async make(host) {
    await mkdir(NAMES_FOLDER, { recursive: true, mode: 0o755 });
    if (!isRoots(host)) {
      await chown(NAMES_FOLDER, 0, await groupId());
      // New files belong to the group, too.
      await chmod(NAMES_FOLDER, 0o2775);
    }
    return NAMES_FOLDER;
  },
};

function isRoots({ settings }: Host): boolean {
  return settings.person.uid === 0;
}

async function groupId(): Promise<number> {
  const { stdout } = await execa('getent', ['group', GROUP]);
  return Number(stdout.split(':')[2]);
}
