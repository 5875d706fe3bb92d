/** Whether what was looked for is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

/** Whether this process is kept out. */
export function isRefused(error: unknown): boolean {
  return hasCode(error, 'EACCES', 'EPERM');
}

/** Whether there is something of that name. */
export function isTaken(error: unknown): boolean {
  return hasCode(error, 'EEXIST');
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
