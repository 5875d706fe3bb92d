import type { Rights } from '../access/capability.ts';

/** What may be done with machines, and by whom. */
export const vmRights = {
  'vm:read': { student: 'own', teacher: 'any', admin: 'any' },
  'vm:create': { student: 'own', teacher: 'own', admin: 'any' },
  // A class is stopped by its teacher; what a student made is deleted by the student or an administrator.
  'vm:control': { student: 'own', teacher: 'any', admin: 'any' },
  'vm:delete': { student: 'own', teacher: 'own', admin: 'any' },
  'vm:log': { student: 'own', teacher: 'any', admin: 'any' },
  // Nobody but its owner is told a machine's password.
  'vm:password': { student: 'own', teacher: 'own', admin: 'own' },
  // What a machine holds is its owner's: an image of it is for everybody.
  'vm:copy': { teacher: 'own', admin: 'any' },
  'vm:user-data': { teacher: 'own', admin: 'own' },
} as const satisfies Rights;
