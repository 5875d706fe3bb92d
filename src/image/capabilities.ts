import type { Rights } from '../access/capability.ts';

/** What may be done with images, and by whom. */
export const imageRights = {
  'image:read': { student: 'any', teacher: 'any', admin: 'any' },
  'image:pull': { teacher: 'any', admin: 'any' },
  'image:add': { teacher: 'any', admin: 'any' },
  'image:remove': { teacher: 'any', admin: 'any' },
} as const satisfies Rights;
