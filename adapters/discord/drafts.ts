import { createLru } from '../../src/base/lru.ts';
import type { Wrong } from './form/index.ts';

/** What somebody filled in, to be corrected: some of it may be secret. */
export interface Draft {
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: Wrong | null;
}

/** Drafts of forms, in this process's memory alone: they are written down nowhere, and gone with it. */
export interface Drafts {
  /** @param id names it; whoever made it is the only one who gets it back */
  keep(id: string, user: string, draft: Draft): void;
  of(id: string, user: string): Draft | null;
}

/** How many are kept: a class of thirty, a few times over. */
const MOST = 200;
/** How long, in milliseconds: as long as an answer can be changed. */
const KEPT_MS = 15 * 60_000;

/** @param now milliseconds that only grow */
export function createDrafts(now = () => performance.now()): Drafts {
  const kept = createLru<string, Draft & { readonly user: string; readonly untilMs: number }>(MOST);
  return {
    keep: (id, user, draft) => void kept.set(id, { ...draft, user, untilMs: now() + KEPT_MS }),
    of(id, user) {
      const found = kept.get(id);
      return found && found.user === user && now() < found.untilMs ? found : null;
    },
  };
}
