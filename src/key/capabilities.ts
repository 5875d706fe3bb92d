import type { Rights } from '../access/capability.ts';

/** Who may give keys: each their own. */
export const keyRights = {
  'my:keys': { student: 'own', teacher: 'own', admin: 'own' },
} as const satisfies Rights;
