import type { Rights } from '../access/capability.ts';

/** Who may see and use machines' screens and consoles. */
export const consoleRights = {
  // Who may look over a student's shoulder may also show them where the key is.
  'vm:console': { student: 'own', teacher: 'any', admin: 'any' },
} as const satisfies Rights;
