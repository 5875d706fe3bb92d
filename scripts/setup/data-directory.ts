import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Step } from './step.ts';

/** The directory of labvm's database: nobody else may look into it. */
export const dataDirectory: Step = {
  name: { en: 'data directory', es: 'directorio de datos' },

  async check({ settings }) {
    const found = await stat(settings.dataDir).catch(() => null);
    if (!found?.isDirectory()) return null;
    return settings.dataDir;
  },

  async make({ settings }) {
    const { uid, gid } = settings.person;
    const first = await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
    // Also the directories above it that had to be made on the way.
    if (settings.isRoot && first) {
      for (let path = settings.dataDir; path.length >= first.length; path = dirname(path)) {
        await chown(path, uid, gid);
      }
    }
    return settings.dataDir;
  },
};
