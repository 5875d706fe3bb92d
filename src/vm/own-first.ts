import type { CommandContext } from '../command/context.ts';

/** The asker's own before everybody else's: who looks for a machine mostly looks for theirs. */
export function ownFirst(
  a: { readonly owner: string },
  b: { readonly owner: string },
  { accounts }: Pick<CommandContext, 'accounts'>,
): number {
  return Number(accounts.includes(b.owner)) - Number(accounts.includes(a.owner));
}

/** `tiny-2` before `tiny-10`. */
export function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
