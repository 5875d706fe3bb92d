import type { Rights } from '../access/capability.ts';

/** Who may look at hosts. */
export const hostRights = {
  'host:read': { student: 'any', teacher: 'any', admin: 'any' },
} as const satisfies Rights;
