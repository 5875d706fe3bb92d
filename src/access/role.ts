import type { Limits } from './limits.ts';

export const ROLES = ['guest', 'student', 'teacher', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** How much each role may hold. */
export const LIMITS: Readonly<Record<Role, Limits>> = {
  guest: { vms: 0, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 0 },
  student: { vms: 4, runningVms: 3, cpus: 4, memoryMiB: 4096, diskGiB: 60 },
  teacher: { vms: 80, runningVms: 64, cpus: 128, memoryMiB: 131_072, diskGiB: 1600 },
  admin: {
    vms: Infinity,
    runningVms: Infinity,
    cpus: Infinity,
    memoryMiB: Infinity,
    diskGiB: Infinity,
  },
};
