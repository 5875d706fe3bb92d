import type { Capability, Reach } from './capability.ts';
import type { Limits } from './limits.ts';

export const ROLES = ['guest', 'student', 'teacher', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** What a role may do, and how much it may hold. A capability that is not named is denied. */
export interface RoleRights {
  readonly grants: Readonly<Partial<Record<Capability, Reach>>>;
  readonly limits: Limits;
}

const NOTHING: Limits = { vms: 0, runningVms: 0, cpus: 0, memoryMiB: 0, diskGiB: 0 };
const NO_LIMIT: Limits = {
  vms: Infinity,
  runningVms: Infinity,
  cpus: Infinity,
  memoryMiB: Infinity,
  diskGiB: Infinity,
};

/** The one table of roles, rights and limits. */
export const RIGHTS: Readonly<Record<Role, RoleRights>> = {
  guest: { grants: { help: 'own' }, limits: NOTHING },
  student: {
    grants: {
      help: 'own',
      'vm:read': 'own',
      'vm:create': 'own',
      'vm:control': 'own',
      'vm:delete': 'own',
      'vm:log': 'own',
      'vm:console': 'own',
      // Nobody but its owner is told a machine's password.
      'vm:password': 'own',
      'my:keys': 'own',
      'image:read': 'any',
      'host:read': 'any',
      'job:read': 'own',
      'job:cancel': 'own',
    },
    limits: { vms: 4, runningVms: 3, cpus: 4, memoryMiB: 4096, diskGiB: 60 },
  },
  teacher: {
    grants: {
      help: 'own',
      'vm:read': 'any',
      'vm:create': 'own',
      // A class is stopped by its teacher; what a student made is deleted by the student or an administrator.
      'vm:control': 'any',
      'vm:delete': 'own',
      'vm:log': 'any',
      // Who may look over a student's shoulder may also show him where the key is.
      'vm:console': 'any',
      'vm:password': 'own',
      'my:keys': 'own',
      'image:read': 'any',
      'image:pull': 'any',
      'image:add': 'any',
      'image:remove': 'any',
      // What a machine holds is its owner's: an image of it is for everybody.
      'vm:copy': 'own',
      'vm:user-data': 'own',
      'host:read': 'any',
      'job:read': 'any',
      'job:cancel': 'own',
      // A class must not wait for somebody's slow download.
      'job:cancel-ahead': 'own',
    },
    limits: { vms: 80, runningVms: 64, cpus: 128, memoryMiB: 131_072, diskGiB: 1600 },
  },
  admin: {
    grants: {
      help: 'own',
      'vm:read': 'any',
      'vm:create': 'any',
      'vm:control': 'any',
      'vm:delete': 'any',
      'vm:log': 'any',
      'vm:console': 'any',
      'vm:password': 'own',
      'my:keys': 'own',
      'image:read': 'any',
      'image:pull': 'any',
      'image:add': 'any',
      'image:remove': 'any',
      'vm:copy': 'any',
      'vm:user-data': 'own',
      'host:read': 'any',
      'job:read': 'any',
      'job:cancel': 'any',
      'job:cancel-ahead': 'any',
    },
    limits: NO_LIMIT,
  },
};
