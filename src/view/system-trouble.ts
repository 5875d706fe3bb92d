/** What the system or Node can have against a file, a folder or an address. */
export type SystemTrouble =
  | 'closed'
  | 'missing'
  | 'taken'
  | 'no-folder-above'
  | 'folder'
  | 'link'
  | 'long-name'
  | 'full'
  | 'share-used-up'
  | 'read-only'
  | 'broken'
  | 'too-many-files'
  | 'address-taken'
  | 'no-such-address'
  | 'no-such-name';

/** The only table of the system's codes, errno(3), and of Node's for names: whoever words them asks here. */
const TROUBLES: Readonly<Record<string, SystemTrouble>> = {
  EACCES: 'closed',
  EPERM: 'closed',
  ENOENT: 'missing',
  EEXIST: 'taken',
  ENOTDIR: 'no-folder-above',
  EISDIR: 'folder',
  ELOOP: 'link',
  ENAMETOOLONG: 'long-name',
  ENOSPC: 'full',
  EDQUOT: 'share-used-up',
  EROFS: 'read-only',
  EIO: 'broken',
  EMFILE: 'too-many-files',
  ENFILE: 'too-many-files',
  EADDRINUSE: 'address-taken',
  EADDRNOTAVAIL: 'no-such-address',
  ENOTFOUND: 'no-such-name',
};

/** What the system has against what was tried; null where it says nothing, or nothing that labvm knows. */
export function systemTrouble(error: unknown): SystemTrouble | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TROUBLES[code] ?? null;
}

/** A call to the system that failed, and on which path, where it was one. */
export interface FailedCall {
  readonly trouble: SystemTrouble | null;
  readonly path: string | null;
}

/** Null where an error tells of no call to the system. */
export function failedCall(error: unknown): FailedCall | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  return { trouble: systemTrouble(error), path };
}
