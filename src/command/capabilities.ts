import type { Rights } from '../access/capability.ts';

/** The engine's own: help, and jobs. */
export const engineRights = {
  help: { guest: 'own', student: 'own', teacher: 'own', admin: 'own' },
  'job:read': { student: 'own', teacher: 'any', admin: 'any' },
  'job:cancel': { student: 'own', teacher: 'own', admin: 'any' },
  // A class must not wait for somebody's slow download.
  'job:cancel-ahead': { teacher: 'own', admin: 'any' },
} as const satisfies Rights;
